#!/usr/bin/env python3
"""Cut the fonts in static/fonts again.

    npm install @fontsource-variable/{noto-naskh-arabic,beiruti,vazirmatn,markazi-text,reem-kufi,assistant}@5.3.0 @expo-google-fonts/ibm-plex-sans-arabic@0.4.2
    python3 .ci/subset-fonts.py path/to/node_modules      # needs fonttools and brotli

Arabic, digits and punctuation are one file a face, so that an Arabic page
fetches two; Latin letters, the signs of U+FDF2 and U+FDFA to U+FDFC, and the
marks of the Qur'an are fetched where a page has them. Urdu, Uyghur, Sindhi, Pashto and
their like have letters that Arabic has not: a word of two files falls apart, so that
their pages have whole faces of their own, in letters/, and Arabic ones pay nothing
for them. Hebrew has a face there too. The families are
renamed: Plex is a reserved font name (OFL 1.1, clause 3). What is cut here is
what unicode-range says in css/looks/. The faces of the looks but the first stand
in folders of their own: only the look that an edition chooses is published.
"""
import copy
import os
import sys

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

MODULES = sys.argv[1]
NASKH = MODULES + "/@fontsource-variable/noto-naskh-arabic/files/noto-naskh-arabic-%s-wght-normal.woff2"
SANS = MODULES + "/@expo-google-fonts/ibm-plex-sans-arabic/700Bold/IBMPlexSansArabic_700Bold.ttf"
OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "static", "fonts")


def span(*ranges):
    return [c for first, last in ranges for c in range(first, last + 1)]


# Letters of Arabic, and those that its news borrows for Persian, Kurdish and
# Maghrebi names; vowel marks; both sets of digits.
ARABIC = span((0x60C, 0x60C), (0x61B, 0x61C), (0x61E, 0x61F), (0x621, 0x63A), (0x640, 0x655), (0x660, 0x66D), (0x670, 0x671), (0x6F0, 0x6F9)) + [
    0x67E, 0x686, 0x695, 0x698, 0x6A4, 0x6A5, 0x6A8, 0x6A9, 0x6AD, 0x6AF, 0x6B5, 0x6BE, 0x6C6, 0x6CC, 0x6CE, 0x6D5, 0xFD3E, 0xFD3F]
# What the other languages of Arabic script write besides, with their digits and full stops.
LETTERS = sorted(set(ARABIC + span((0x60D, 0x60F), (0x61D, 0x61D), (0x620, 0x620), (0x63B, 0x63F), (0x66E, 0x6D5), (0x6E5, 0x6E6), (0x6EE, 0x6FF)) + [
    0x750, 0x751, 0x758, 0x759, 0x75B, 0x760, 0x762, 0x763, 0x766, 0x767, 0x768, 0x76A, 0x76B, 0x76C, 0x771, 0x772, 0x77A, 0x77B]))
HEBREW = span((0x591, 0x5C7), (0x5D0, 0x5EA), (0x5EF, 0x5F4), (0xFB1D, 0xFB4F)) + [0x20AA]
QURAN = span((0x656, 0x65F), (0x6D6, 0x6ED), (0x610, 0x61A))
SIGNS = [0xFDF2, 0xFDFA, 0xFDFB, 0xFDFC]
PUNCTUATION = span((0x20, 0x40), (0x5B, 0x60), (0x7B, 0x7E)) + [
    0xA0, 0xA9, 0xAB, 0xB0, 0xB1, 0xB7, 0xBB, 0xD7, 0xF7, 0x200C, 0x200D, 0x200E, 0x200F, 0x2010, 0x2011, 0x2013, 0x2014,
    0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x2030, 0x2039, 0x203A, 0x2212]
LATIN = span((0x41, 0x5A), (0x61, 0x7A)) + [ord(c) for c in "àâçèéêîôûÖöÜüÉışğáíóñ"]
SHAPING = "ccmp init medi fina isol rlig mark mkmk tnum".split()


def merge(into, other, chars):
    """Add the glyphs of chars from one subset of a variable font to another."""
    here, there, done = into.getBestCmap(), other.getBestCmap(), {}

    def take(name):
        if name not in done:
            done[name] = "latin." + name
            glyph = copy.deepcopy(other["glyf"][name])
            if glyph.isComposite():
                for part in glyph.components:
                    part.glyphName = take(part.glyphName)
            into["glyf"].glyphs[done[name]] = glyph
            into["hmtx"].metrics[done[name]] = other["hmtx"].metrics[name]
            into["gvar"].variations[done[name]] = copy.deepcopy(other["gvar"].variations.get(name, []))
        return done[name]

    for c in chars:
        if c in there and c not in here:
            for table in into["cmap"].tables:
                if table.isUnicode():
                    table.cmap[c] = take(there[c])
    into.setGlyphOrder(into.getGlyphOrder() + list(done.values()))
    into["glyf"].glyphOrder = into.getGlyphOrder()
    into["maxp"].numGlyphs = len(into.getGlyphOrder())


def naskh(part):
    return variable(NASKH % part)


def variable(path):
    font = TTFont(path, recalcTimestamp=False)
    for name in font.getGlyphOrder():
        font["glyf"][name].expand(font["glyf"])
        font["gvar"].variations.get(name)
    if "HVAR" in font:
        del font["HVAR"]
    return font


def whole(arabic, latin):
    merge(arabic, latin, PUNCTUATION)
    arabic.save(os.path.join(OUT, ".merged.ttf"))
    return TTFont(os.path.join(OUT, ".merged.ttf"), recalcTimestamp=False)


def whole_naskh():
    return whole(naskh("arabic"), naskh("latin"))


def look(folder, package, family, weights):
    """Cut a face of a look: Arabic and Latin, in one weight or a range of them."""
    files = f"{MODULES}/@fontsource-variable/{package}/files/{package}-%s-wght-normal.woff2"
    name = folder + "/" + package.split("-")[0]
    for part, font, chars, features in (
        ("arabic-preload", whole(variable(files % "arabic"), variable(files % "latin")), ARABIC + PUNCTUATION, SHAPING),
        ("latin", variable(files % "latin"), LATIN, ["kern", "liga", "ccmp"]),
    ):
        font = instancer.instantiateVariableFont(font, {"wght": weights})
        cut(complete(font), family, chars, features, f"{name}-{part}")


def complete(font):
    """Say of each glyph that it varies, or that it does not."""
    for glyph in font.getGlyphOrder() if "gvar" in font else []:
        font["gvar"].variations.setdefault(glyph, [])
    return font


def cut(font, family, chars, features, name):
    table = font["name"]
    table.names = [n for n in table.names if n.nameID in (0, 13, 14) and n.platformID == 3]
    plain = family.replace(" ", "")
    for number, text in ((1, family), (2, "Regular"), (3, "Warraq " + plain), (4, family), (6, plain)):
        table.setName(text, number, 3, 1, 0x409)
    o = subset.Options(flavor="woff2", hinting=False, layout_features=features, notdef_outline=False, name_IDs=["*"], glyph_names=False)
    o.drop_tables += ["HVAR", "STAT", "gasp", "prep", "MVAR", "meta"]
    s = subset.Subsetter(o)
    s.populate(unicodes=chars)
    s.subset(font)
    path = os.path.join(OUT, name + ".woff2")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    subset.save_font(font, path, o)
    print(f"{os.path.getsize(path):7} {name}")


cut(whole_naskh(), "Warraq Naskh", ARABIC + PUNCTUATION, SHAPING, "newspaper/naskh-arabic-preload")
cut(whole_naskh(), "Warraq Quran", ARABIC + QURAN + SIGNS + PUNCTUATION, SHAPING + ["liga", "calt"], "naskh-quran")
cut(whole_naskh(), "Warraq Naskh Signs", SIGNS, [], "naskh-signs")
cut(naskh("latin"), "Warraq Naskh Latin", LATIN, ["kern", "liga", "ccmp"], "newspaper/naskh-latin")
cut(TTFont(SANS, recalcTimestamp=False), "Warraq Sans", ARABIC + PUNCTUATION, SHAPING, "newspaper/sans-arabic-preload")
cut(TTFont(SANS, recalcTimestamp=False), "Warraq Sans Latin", LATIN, ["kern", "liga", "ccmp"], "newspaper/sans-latin")
cut(whole_naskh(), "Warraq Letters", LETTERS + PUNCTUATION, SHAPING, "letters/arab/naskh-preload")
cut(TTFont(SANS, recalcTimestamp=False), "Warraq Letters Sans", LETTERS + PUNCTUATION, SHAPING, "letters/arab/sans-preload")
ASSISTANT = MODULES + "/@fontsource-variable/assistant/files/assistant-%s-wght-normal.woff2"
hebrew = instancer.instantiateVariableFont(whole(variable(ASSISTANT % "hebrew"), variable(ASSISTANT % "latin")), {"wght": (400, 700)})
cut(complete(hebrew), "Warraq Hebrew", HEBREW + PUNCTUATION, SHAPING, "letters/hebr/hebrew-preload")
look("headline", "beiruti", "Warraq Headline", 750)
look("headline", "vazirmatn", "Warraq Plain", (400, 700))
look("magazine", "reem-kufi", "Warraq Kufi", 600)
look("magazine", "markazi-text", "Warraq Book", (400, 700))
os.remove(os.path.join(OUT, ".merged.ttf"))
