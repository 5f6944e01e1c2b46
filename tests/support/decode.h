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
 * @surfaces: (array length=n_surfaces): pictures
 * @n_surfaces: how many
 *
 * What zbarimg, which shares no code with us, reads in pictures: Code 128 and QR codes.
 *
 * Returns: (transfer full) (array zero-terminated=1): "CODE-128:TEXT", "QR-Code:TEXT" of one picture after the other
 */
char **decode_bars (cairo_surface_t **surfaces,
                    guint             n_surfaces);

/** decode_matrix: Returns: (transfer full): what dmtxread reads in a picture with one Data Matrix */
char *decode_matrix (cairo_surface_t *surface);

G_END_DECLS
