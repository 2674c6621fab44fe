"""What the contract's column types are in SQL, in Arrow and in words."""

import pyarrow as pa

from c360.core.canonical import CanonicalTable, ColumnType

SQL_TYPES = {
    ColumnType.TEXT: "VARCHAR",
    ColumnType.INTEGER: "BIGINT",
    ColumnType.MINOR: "BIGINT",
    ColumnType.RATE: "DECIMAL(9,4)",
    ColumnType.DATE: "DATE",
    ColumnType.TIMESTAMP: "TIMESTAMPTZ",
    ColumnType.BOOLEAN: "BOOLEAN",
}
WORDS = {
    ColumnType.TEXT: "text",
    ColumnType.INTEGER: "a whole number",
    ColumnType.MINOR: "a whole number of minor units",
    ColumnType.RATE: "a rate",
    ColumnType.DATE: "a date",
    ColumnType.TIMESTAMP: "a timestamp",
    ColumnType.BOOLEAN: "true or false",
}


def arrow_schema(table: CanonicalTable) -> pa.Schema:
    """The contract's columns as Arrow types."""
    types = {
        ColumnType.TEXT: pa.string(),
        ColumnType.INTEGER: pa.int64(),
        ColumnType.MINOR: pa.int64(),
        ColumnType.RATE: pa.decimal128(9, 4),
        ColumnType.DATE: pa.date32(),
        ColumnType.TIMESTAMP: pa.timestamp("us", tz="UTC"),
        ColumnType.BOOLEAN: pa.bool_(),
    }
    return pa.schema([(column.name, types[column.type]) for column in table.columns])


def readable_as(kind: ColumnType, given: pa.DataType) -> bool:
    """May values of that Arrow type be read as a column of that kind at all?"""
    text = pa.types.is_string(given) or pa.types.is_large_string(given)
    null = pa.types.is_null(given)
    integer = pa.types.is_integer(given)
    number = integer or pa.types.is_decimal(given)
    day = pa.types.is_date(given) or pa.types.is_timestamp(given)
    allowed = {
        ColumnType.TEXT: integer or pa.types.is_dictionary(given),
        ColumnType.INTEGER: number,
        ColumnType.MINOR: number,
        ColumnType.RATE: number or pa.types.is_floating(given),
        ColumnType.DATE: day,
        ColumnType.TIMESTAMP: day,
        ColumnType.BOOLEAN: pa.types.is_boolean(given) or integer,
    }
    return bool(text or null or allowed[kind])
