select
    doc_ref as document_id,
    cif_no::varchar as customer_id,
    lower(doc_type) as kind,
    received_dt as received_on,
    expiry_dt as expires_on,
    lower(doc_state) as status
from kyc_document
