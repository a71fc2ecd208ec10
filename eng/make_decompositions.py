"""Writes the canonical decompositions (NFD) and combining classes that stripping accents needs.

Source: Python's unicodedata, which must be Unicode 14 (Python 3.11), without the characters in which the
tokenizers library differs (Unicode/classes.json). Run from the root of the repository.
"""
import json
import unicodedata

assert unicodedata.unidata_version == "14.0.0", unicodedata.unidata_version
FOLDER = "src/Headlight/Tokenization/Unicode/"
differs = json.load(open(FOLDER + "classes.json", encoding="utf-8"))["normalization_where_it_differs_from_unicode"]
skipped = set(differs["single_characters"]["NFD"])
unknown = {c for first, last in differs["combining_class"] for c in range(first, last + 1)}
hangul = range(0xAC00, 0xAC00 + 11172)  # by rule, not by table
decompositions, classes = {}, {}
for code in range(0x110000):
    char = chr(code)
    form = unicodedata.normalize("NFD", char) if not 0xD800 <= code < 0xE000 else char
    if form != char and char not in skipped and code not in hangul:
        decompositions[char] = form
    if unicodedata.combining(char) and code not in unknown:
        classes[str(code)] = unicodedata.combining(char)
with open(FOLDER + "decompositions.json", "w", encoding="utf-8") as out:
    json.dump({"unicode": "14.0.0", "decompositions": decompositions, "combining_classes": classes}, out,
              ensure_ascii=False, separators=(",", ":"))
    out.write("\n")
