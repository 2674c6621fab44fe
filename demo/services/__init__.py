"""The embedded servers of the demo and the tests: PostgreSQL, Valkey and OpenLDAP.

The product itself only knows their addresses: external servers take their place by settings alone.
"""
