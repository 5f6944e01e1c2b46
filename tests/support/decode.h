/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/** decode_can: Returns: whether the reader is installed; else skips the test and says which package has it */
gboolean decode_can (const char *program);

/**
 * decode_bars:
 * @surface: a picture
 *
 * What zbarimg, which shares no code with us, reads in a picture: Code 128 and QR codes.
 *
 * Returns: (transfer full) (array zero-terminated=1): "CODE-128:TEXT", "QR-Code:TEXT", sorted
 */
char **decode_bars (cairo_surface_t *surface);

/** decode_matrix: Returns: (transfer full): what dmtxread reads in a picture with one Data Matrix */
char *decode_matrix (cairo_surface_t *surface);

G_END_DECLS
