/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Put before every file that clang-tidy reads (./dev lint): what GLib allocates is full of zeros and is there, which its headers do
 * not tell. Never part of a program. */

#include <glib.h>
#include <stdlib.h>

#define g_malloc0_n(n_blocks, n_block_bytes)                                                       \
  ({                                                                                               \
    gpointer allocated_ = calloc (n_blocks, n_block_bytes);                                        \
    if (allocated_ == NULL)                                                                        \
      abort ();                                                                                    \
    allocated_;                                                                                    \
  })
#define g_malloc0(n_bytes) g_malloc0_n (1, n_bytes)
