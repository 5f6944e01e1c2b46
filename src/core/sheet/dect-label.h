/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sheet/dect-barcode.h"
#include "sheet/dect-label-sheet.h"
#include "sheet/dect-sheet-text.h"

G_BEGIN_DECLS

/** DECT_LABEL_LINES: texts of a label at most, with the caption of the box for a sticker */
#define DECT_LABEL_LINES 6

/**
 * DectLabelText:
 * @heading: (nullable): what one looks for, large: number on the plan, number to call
 * @name: (nullable): what it is called
 * @place: (nullable): where it belongs
 * @details: (nullable): what else helps; left out where the others would get small
 * @code: (nullable): what the codes say: MAC as 12 digits, IPEI as 13 characters; %NULL = not known yet
 * @printed: (nullable): the same as people read it
 * @sticker: what a label without @code has a box for
 *
 * What a label says.
 */
typedef struct
{
  const char *heading;
  const char *name;
  const char *place;
  const char *details;
  const char *code;
  const char *printed;
  const char *sticker;
} DectLabelText;

/** DectLabelCode: a barcode in its box, without its quiet zone, and how wide a module is; @barcode %NULL = there is none */
typedef struct
{
  DectBarcode  *barcode;
  DectSheetRect box;
  double        module_mm;
} DectLabelCode;

/** DectLabelLine: a text in its box; @is_cut: whether it ends with an ellipsis */
typedef struct
{
  PangoLayout  *layout;
  DectSheetRect box;
  gboolean      is_cut;
} DectLabelLine;

/**
 * DectLabel:
 * @bars: the Code 128
 * @matrix: the QR code
 * @sticker: box for a sticker, of no width where there is none
 * @lines: (array length=n_lines): the texts
 *
 * A label, measured: where everything is, millimetres from its own upper left corner. One thread at a time.
 */
typedef struct
{
  DectLabelCode bars;
  DectLabelCode matrix;
  DectSheetRect sticker;
  DectLabelLine lines[DECT_LABEL_LINES];
  guint         n_lines;
} DectLabel;

/**
 * dect_label_init:
 * @self: (out caller-allocates): a label
 * @context: for measuring
 * @text: what it says
 * @sheet: how large it is
 * @error: return location, #DECT_LABEL_ERROR_SMALL or #DECT_BARCODE_ERROR
 *
 * Where there is room for bars with their quiet zones they are below, the printed code under them, the QR code at the upper right and
 * the texts beside it. On a smaller label the QR code alone stands beside or above the texts. The codes come first: they are whole
 * or the label is refused. Texts wrap and are as large as the room allows, down to 5 points; when it is too small for that they wrap
 * within words, and only then they end with an ellipsis.
 *
 * Returns: whether the codes fit
 */
gboolean dect_label_init (DectLabel            *self,
                          DectTextContext      *context,
                          const DectLabelText  *text,
                          const DectLabelSheet *sheet,
                          GError              **error);

/** dect_label_check: the part of dect_label_init() that can fail, without its texts. Returns: whether @code fits @sheet */
gboolean dect_label_check (const char           *code,
                           const DectLabelSheet *sheet,
                           GError              **error);

void dect_label_clear (DectLabel *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DectLabel, dect_label_clear)

/** dect_label_draw: black on the white paper; @cr in millimetres, the label's upper left corner at @x_mm, @y_mm */
void dect_label_draw (const DectLabel *self,
                      cairo_t         *cr,
                      double           x_mm,
                      double           y_mm);

G_END_DECLS
