# SPDX-License-Identifier: Apache-2.0
"""The procedural painter: pictures with exact captions, from which the starter model learns."""
