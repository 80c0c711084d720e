"""Writes SobolDirections.swift: the direction numbers of Joe and Kuo (2008), packed. Needs SciPy 1.17.

Usage: directions.py > SobolDirections.swift
For every dimension but the first: the degree s of its primitive polynomial (4 bits), the inner coefficients (s - 1 bits)
and (m_k - 1) / 2 for k = 2...s (k - 1 bits each; m_1 is 1), highest bit first, six bits to a character.
"""

import os

import numpy as np
import scipy.stats

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
HEAD = '''// Written by Tests/SimEnsemblesTests/Fixtures/sobol/directions.py; not edited by hand.
//
// The direction numbers are new-joe-kuo-6.21201 by Stephen Joe and Frances Y. Kuo, dimensions 2 to 1,111; source: S. Joe
// and F. Y. Kuo (2008), Constructing Sobol sequences with better two-dimensional projections, SIAM Journal on
// Scientific Computing 30:2635-2654, https://web.maths.unsw.edu.au/~fkuo/sobol/. Their licence:
//
// Copyright (c) 2008, Frances Y. Kuo and Stephen Joe. All rights reserved.
//
// Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
// following conditions are met:
// * Redistributions of source code must retain the above copyright notice, this list of conditions and the following
//   disclaimer.
// * Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following
//   disclaimer in the documentation and/or other materials provided with the distribution.
// * Neither the names of the copyright holders nor the names of the University of New South Wales and the University of
//   Waikato and its contributors may be used to endorse or promote products derived from this software without specific
//   prior written permission.
//
// THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT
// LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT
// SHALL THE COPYRIGHT HOLDERS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
// DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR
// BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT
// (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
// POSSIBILITY OF SUCH DAMAGE.

/// The direction numbers of the Sobol sequence, packed as text.
enum SobolDirections {
  /// The dimensions of the table, the first included: all primitive polynomials up to degree 13.
  static let dimensions = 1_111

  /// For every dimension but the first: the degree s of its polynomial (4 bits), the inner coefficients of the polynomial
  /// (s - 1 bits), and (m(k) - 1) / 2 for k = 2...s (k - 1 bits each); highest bit first, six bits to a character.
  static let packed = """
'''

table = np.load(os.path.join(os.path.dirname(scipy.stats.__file__), "_sobol_direction_numbers.npz"))
bits = ""
for polynomial, numbers in zip(table["poly"][1:1111], table["vinit"][1:1111]):
    degree = int(polynomial).bit_length() - 1
    bits += f"{degree:04b}"
    bits += f"{int(polynomial):b}"[1:-1]
    for k in range(2, degree + 1):
        bits += f"{(int(numbers[k - 1]) - 1) // 2:0{k - 1}b}"
bits += "0" * (-len(bits) % 6)
text = "".join(ALPHABET[int(bits[i : i + 6], 2)] for i in range(0, len(bits), 6))
lines = [text[i : i + 104] for i in range(0, len(text), 104)]
print(HEAD + "\n".join(f"    {line}\\" for line in lines[:-1]) + f"\n    {lines[-1]}\n    \"\"\"\n}}")
