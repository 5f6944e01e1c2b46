/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/** DectSheetLogo: the mark of who installs. Made in one thread, drawn by one at a time. */
typedef struct _DectSheetLogo DectSheetLogo;

/**
 * dect_sheet_logo_new:
 * @bytes: a PNG or SVG
 * @error: return location, %DECT_SHEET_ERROR_LOGO
 *
 * Decodes it once, so that a PDF holds it once.
 *
 * Returns: (transfer full) (nullable): the logo
 */
DectSheetLogo *dect_sheet_logo_new  (GBytes  *bytes,
                                     GError **error);
void           dect_sheet_logo_free (DectSheetLogo *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectSheetLogo, dect_sheet_logo_free)

/** dect_sheet_logo_fit: @width_mm: (inout): room, then the size it has in there; @height_mm: (inout): the same */
void dect_sheet_logo_fit (const DectSheetLogo *self,
                          double              *width_mm,
                          double              *height_mm);

/** dect_sheet_logo_draw: draws it with its upper left corner at @x_mm, @y_mm; @width_mm: from dect_sheet_logo_fit() */
void dect_sheet_logo_draw (const DectSheetLogo *self,
                           cairo_t             *cr,
                           double               x_mm,
                           double               y_mm,
                           double               width_mm);

G_END_DECLS
