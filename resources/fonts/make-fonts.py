"""Makes the font files of this folder again. See README.md for the inputs and the exact call.

usage: make-fonts.py SOURCES OUT CHARACTERS
  SOURCES     folder holding the seven input files (names: SOURCE_NAMES)
  OUT         where the fonts are written
  CHARACTERS  where the list of the 8,105 characters is written
"""

import bz2
import re
import shutil
import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FANG = "FandolFang-Regular.otf"
KAI = "LXGWWenKai-Regular.ttf"
SONG = "NotoSerifSC_400Regular.ttf"
SONG_BOLD = "NotoSerifSC_700Bold.ttf"
HEI = "NotoSansSC_400Regular.ttf"
HEI_BOLD = "NotoSansSC_700Bold.ttf"
UNIHAN = "Unihan_OtherMappings.txt.bz2"
SOURCE_NAMES = (FANG, KAI, SONG, SONG_BOLD, HEI, HEI_BOLD, UNIHAN)

HARD = "淄沂垚㙟淼犇堃喆祎翀昇玥琮璟瑄旻晟囍槑陞邨㭎䶮𠮷𬭎𫖮𬘭"
# Signs wanted from every subset style: whole blocks, as far as the source has them.
BLOCKS = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x017F),  # Latin-1, Latin Extended-A
    (0x01CD, 0x01DC),  # pinyin vowels
    (0x02C6, 0x02DD),  # tone marks
    (0x0370, 0x03FF),  # Greek
    (0x2000, 0x209F),  # general punctuation, superscripts and subscripts
    (0x20A0, 0x20BF),  # currency
    (0x2100, 0x22FF),  # letterlike, number forms and Roman numerals, arrows, mathematics
    (0x2460, 0x26FF),  # circled numbers, box drawing, blocks, shapes, symbols
    (0x2713, 0x2717),  # ticks and crosses
    (0x2776, 0x2793),  # black circled numbers
    (0x2E3A, 0x2E3B),  # long dashes
    (0x3000, 0x303F),  # CJK punctuation
    (0x3200, 0x33FF),  # enclosed CJK, units such as ㎡
    (0xFE30, 0xFE4F),  # CJK compatibility forms
    (0xFF00, 0xFFEF),  # full-width and half-width forms
)
ASCENT, DESCENT = 880, -120  # the em box: what all sources carry as sTypoAscender, sTypoDescender


def standard_characters(path):
    """通用规范汉字表 (2013), in its own order, from the Unihan property kTGH."""
    found = {}
    with bz2.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if match := re.match(r"U\+([0-9A-F]+)\tkTGH\t2013:(\d+)", line):
                found[int(match[2])] = int(match[1], 16)
    assert sorted(found) == list(range(1, 8106))
    return [found[i] for i in range(1, 8106)]


def gb2312():
    codes = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(c) for code in codes if (c := code.decode("gb2312", "ignore"))}


def is_unified_hanzi(c):
    return 0x3400 <= c <= 0x4DBF or 0x4E00 <= c <= 0x9FFF or 0x20000 <= c <= 0x2F7FF or 0x30000 <= c <= 0x323AF


def redraw(font, name, source, matrix, advance):
    """Makes glyph `name` the outline of `source` moved and scaled by `matrix`."""
    pen = TTGlyphPen(None)
    font.getGlyphSet()[source].draw(TransformPen(pen, matrix))
    font["glyf"][name] = pen.glyph()
    font["glyf"][name].recalcBounds(font["glyf"])
    font["hmtx"][name] = (advance, font["glyf"][name].xMin)


def bounds(font, name):
    pen = BoundsPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(pen)
    return pen.bounds


def chinese_punctuation(font):
    """Without OpenType features: —, · and quotation marks take a full square, and —— has no gap."""
    cmap = font.getBestCmap()
    bar, dash, dot, middle = (cmap[c] for c in (0x2015, 0x2014, 0x30FB, 0xB7))
    _, bar_low, _, bar_high = bounds(font, bar)
    left, low, right, high = bounds(font, dash)
    scale = 1000 / (right - left)
    redraw(font, dash, dash, (scale, 0, 0, 1, -left * scale, (bar_low + bar_high - low - high) / 2), 1000)
    if font["hmtx"][middle][0] != 1000:
        redraw(font, middle, dot, (1, 0, 0, 1, 0, 0), 1000)
    for code, opening in ((0x2018, True), (0x2019, False), (0x201C, True), (0x201D, False)):
        name = cmap[code]
        if font["hmtx"][name][0] != 1000:
            left, _, right, _ = bounds(font, name)
            redraw(font, name, name, (1, 0, 0, 1, 930 - right if opening else 70 - left, 0), 1000)


def rename(font, family, style):
    """Reserved names must not stay in a changed font; the copyright and licence records do."""
    names = font["name"]
    original = re.match(r"Version [0-9.]+", names.getDebugName(5))
    names.names = [n for n in names.names if n.nameID in (0, 7, 13, 14) and (n.platformID, n.langID) == (3, 0x409)]
    postscript = f"{family.replace(' ', '')}-{style}"
    version = original.group()
    for number, text in ((1, family), (2, style), (3, f"{postscript}; {version}"), (4, f"{family} {style}"), (5, version), (6, postscript)):
        names.setName(text, number, 3, 1, 0x409)


def make(source, target, family, style, wanted):
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.notdef_outline = True
    options.recalc_bounds = True
    options.recalc_timestamp = False
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "VORG", "vhea", "vmtx", "gasp"]
    font = subset.load_font(str(source), options)
    cmap = font.getBestCmap()
    chinese_punctuation(font)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=set(cmap) if wanted is None else wanted & set(cmap))
    subsetter.subset(font)
    rename(font, family, style)
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = ASCENT, DESCENT, 0
    subset.save_font(font, str(target), options)


def main(sources, out, characters):
    missing = [name for name in SOURCE_NAMES if not (sources / name).is_file()]
    if missing:
        sys.exit(f"not in {sources}: {', '.join(missing)}")
    standard = standard_characters(sources / UNIHAN)
    text = "".join(map(chr, standard))
    characters.write_text("".join(f"{text[i:i + 50]}\n" for i in range(0, len(text), 50)), encoding="utf-8")

    common = set(standard) | gb2312() | set(map(ord, HARD))
    for first, last in BLOCKS:
        common.update(range(first, last + 1))
    full = set(TTFont(sources / SONG, lazy=True).getBestCmap())
    kai = set(TTFont(sources / KAI, lazy=True).getBestCmap())
    only_kai = {c for c in kai - full if is_unified_hanzi(c)}

    shutil.copyfile(sources / FANG, out / "FangSong-Regular.otf")
    make(sources / KAI, out / "KaiTi-Regular.ttf", "Paper Kai", "Regular", common | only_kai)
    make(sources / HEI, out / "HeiTi-Regular.ttf", "Paper Hei", "Regular", common)
    make(sources / HEI_BOLD, out / "HeiTi-Bold.ttf", "Paper Hei", "Bold", common)
    make(sources / SONG_BOLD, out / "XiaoBiaoSong-Bold.ttf", "Paper Biao Song", "Bold", common)
    make(sources / SONG, out / "Song-Regular.ttf", "Paper Song", "Regular", None)


main(*map(Path, sys.argv[1:4]))
