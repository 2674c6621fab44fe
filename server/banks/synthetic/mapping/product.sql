select schm_code as product_id, schm_desc as name, schm_kind as kind, schm_group as family
from scheme_master
