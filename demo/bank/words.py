"""Columns from numpy arrays: text by pieces, decimals, days."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from demo.bank.layout import Bools, Ints


def picked(words: Sequence[str] | pa.Array, index: Ints) -> pa.Array:
    """The word of each index."""
    pool = words if isinstance(words, pa.Array) else pa.array(words)
    return pool.take(pa.array(index))


def coded(
    words: Sequence[str] | pa.Array, index: Ints | Bools, known: Bools | None = None
) -> pa.Array:
    """The word of each index as a dictionary column; null where not `known`.

    Each word stands in the dictionary once, else the file's bytes would differ run by run.
    """
    pool = words if isinstance(words, pa.Array) else pa.array(words, pa.string())
    once = pool.dictionary_encode()
    places = once.indices.to_numpy().astype(np.int32)[index.astype(np.int64, copy=False)]
    mask = None if known is None else ~known
    return pa.DictionaryArray.from_arrays(pa.array(places, mask=mask), once.dictionary)


def joined(*pieces: pa.Array | str) -> pa.Array:
    """The pieces of each row put together."""
    return pc.binary_join_element_wise(*pieces, "")


def text_of(numbers: Ints) -> pa.Array:
    """The numbers as text."""
    return pc.cast(pa.array(numbers), pa.string())


def fixed_text(chars: npt.NDArray[np.uint8]) -> pa.Array:
    """Rows of ASCII characters as text."""
    rows, width = chars.shape
    offsets = np.arange(0, (rows + 1) * width, width, dtype=np.int32)
    return pa.StringArray.from_buffers(
        rows, pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(chars))
    )


def rupees(paise: Ints, known: Bools | None = None) -> pa.Array:
    """Paise as decimal(18, 2) rupees, exactly; null where not `known`."""
    wide = np.empty((len(paise), 2), dtype=np.int64)
    wide[:, 0] = paise
    wide[:, 1] = paise >> 63
    column = pa.Array.from_buffers(pa.decimal128(18, 2), len(paise), [None, pa.py_buffer(wide)])
    return (
        column
        if known is None
        else pc.if_else(pa.array(known), column, pa.scalar(None, column.type))
    )


def days(numbers: Ints, known: Bools | None = None) -> pa.Array:
    """Day numbers as dates; null where not `known`."""
    mask = None if known is None else ~known
    return pa.array(numbers.astype(np.int32), mask=mask).cast(pa.date32())


def whole(numbers: Ints, known: Bools | None = None) -> pa.Array:
    """Whole numbers; null where not `known`."""
    return pa.array(numbers, mask=None if known is None else ~known)
