#!/usr/bin/env python3
"""make-words LARGE_AR.msgpack.gz [OUT]: makes site/arabic/lexicon/words.bin of the Arabic list of
wordfreq 3.1 (https://github.com/rspeer/wordfreq). The list, and so what is made of it, is under
CC BY-SA 4.0: see site/arabic/lexicon/words.LICENSE. The format is told in words.go."""
import gzip
import re
import struct
import sys
import zlib

RAREST = 725  # centibels: ten times that, and a minus, is the logarithm of a word's share of all words
STEP = 25  # centibels


def buckets(data):
    """The list of lists of words that the file holds after its header: the nth has words of n centibels."""
    at = 0

    def count(n):
        nonlocal at
        at += n
        return int.from_bytes(data[at - n:at], 'big')

    def value():
        nonlocal at
        t = data[at]
        at += 1
        if t < 0x80 or t >= 0xe0:
            return t
        if 0x80 <= t <= 0x8f:
            return {value(): value() for _ in range(t & 15)}
        if 0x90 <= t <= 0x9f or t in (0xdc, 0xdd):
            return [value() for _ in range(t & 15 if t < 0xa0 else count(2 if t == 0xdc else 4))]
        if t in (0xcc, 0xcd, 0xce):
            return count({0xcc: 1, 0xcd: 2, 0xce: 4}[t])
        n = t & 31 if t < 0xc0 else count({0xd9: 1, 0xda: 2}[t])
        at += n
        return data[at - n:at].decode()

    return value()[1:]


def main():
    words = {}
    for rarity, bucket in enumerate(buckets(gzip.open(sys.argv[1]).read())):
        for word in bucket:
            if rarity <= RAREST and re.fullmatch('[\u0621-\u063a\u0641-\u064a]{2,24}', word):
                words[word] = (800 - rarity) // STEP
    texts, levels, last = bytearray(), bytearray(), ''
    for word in sorted(words):
        shared = 0
        while shared < min(len(last), len(word)) and last[shared] == word[shared]:
            shared += 1
        texts.append(0x80 + shared)
        texts += bytes(ord(c) - 0x620 for c in word[shared:])
        levels.append(words[word])
        last = word
    with open(sys.argv[2] if len(sys.argv) > 2 else 'site/arabic/lexicon/words.bin', 'wb') as out:
        out.write(zlib.compress(struct.pack('<I', len(levels)) + bytes(levels) + bytes(texts), 9))


main()
