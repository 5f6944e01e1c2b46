/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sheet/dect-sheet-map.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DECT_LABEL_ERROR:
 *
 * Why there is no such sheet of labels; codes are #DectLabelError. The message is one translated sentence that names the sheet.
 */
#define DECT_LABEL_ERROR (dect_label_error_quark ())
GQuark dect_label_error_quark (void);

/**
 * DectLabelError:
 * @DECT_LABEL_ERROR_UNKNOWN: no sheet has the id
 * @DECT_LABEL_ERROR_FORM: a member is missing, or no number, or the file is no JSON
 * @DECT_LABEL_ERROR_COUNT: no columns or rows, or more than #DECT_LABEL_MAX_COUNT
 * @DECT_LABEL_ERROR_PAPER: a label sticks out of the paper, or the paper is larger than #DECT_LABEL_MAX_PAPER_MM
 * @DECT_LABEL_ERROR_OVERLAP: one label lies on another, as the pitch is less than the size
 * @DECT_LABEL_ERROR_EDGE: nothing is left between the white edges of a label
 * @DECT_LABEL_ERROR_START: the sheet has no label of that number to start at
 * @DECT_LABEL_ERROR_SMALL: the codes do not fit a label, however they are turned
 */
typedef enum
{
  DECT_LABEL_ERROR_UNKNOWN,
  DECT_LABEL_ERROR_FORM,
  DECT_LABEL_ERROR_COUNT,
  DECT_LABEL_ERROR_PAPER,
  DECT_LABEL_ERROR_OVERLAP,
  DECT_LABEL_ERROR_EDGE,
  DECT_LABEL_ERROR_START,
  DECT_LABEL_ERROR_SMALL,
} DectLabelError;

/** DECT_LABEL_MAX_COUNT: columns or rows */
#define DECT_LABEL_MAX_COUNT 100

/** DECT_LABEL_MAX_PAPER_MM: side of the paper; A3 is 420 mm long */
#define DECT_LABEL_MAX_PAPER_MM 500.0

/** DECT_LABEL_DEFAULT: id of the sheet that is taken where none is named */
#define DECT_LABEL_DEFAULT "L7160"

/**
 * DectLabelSheet:
 * @id: stable word: "L7160"
 * @title: what is on the box, and the grid; no words, as it is not translated
 * @paper_width_mm: of the sheet, as it goes into the printer
 * @paper_height_mm: the same; of an endless roll how much one label takes of it
 * @columns: labels side by side
 * @rows: labels below each other
 * @label: the first label; from one to the next it is @pitch_x_mm, @pitch_y_mm
 * @pitch_x_mm: at least the width
 * @pitch_y_mm: at least the height
 * @edge_mm: what stays white inside each label
 * @radius_mm: of its corners, for the preview
 * @verified: whether somebody measured a sheet
 * @source: where the numbers are from
 *
 * Where labels are on a sheet. Strings are interned, so that it can be copied as it is.
 */
typedef struct
{
  const char   *id;
  const char   *title;
  double        paper_width_mm;
  double        paper_height_mm;
  guint         columns;
  guint         rows;
  DectSheetRect label;
  double        pitch_x_mm;
  double        pitch_y_mm;
  double        edge_mm;
  double        radius_mm;
  gboolean      verified;
  const char   *source;
} DectLabelSheet;

/**
 * dect_label_sheet_list:
 * @n_sheets: (out): how many
 * @error: return location, #DECT_LABEL_ERROR or #GIOError: the first sheet of the user's own file that is left out, and why
 *
 * The sheets of the user's own sheet/labels.json in its order, then those built in with another id. Reads the file each time, so that
 * a change is seen at once. Any thread.
 *
 * Returns: (array length=n_sheets) (transfer full): never %NULL, even where @error is set; g_free()
 */
DectLabelSheet *dect_label_sheet_list (guint   *n_sheets,
                                       GError **error);

/**
 * dect_label_sheet_find:
 * @id: (nullable): id of a sheet, upper and lower case the same; %NULL = #DECT_LABEL_DEFAULT
 * @sheet: (out): it
 * @error: return location, #DECT_LABEL_ERROR or #GIOError
 *
 * Returns: whether there is one and its numbers make sense
 */
gboolean dect_label_sheet_find (const char     *id,
                                DectLabelSheet *sheet,
                                GError        **error);

/** dect_label_sheet_count: Returns: labels on one sheet, 1 and up */
guint dect_label_sheet_count (const DectLabelSheet *sheet);

/** dect_label_sheet_rect: @rect: (out): label @index (0 = upper left, row by row) on the paper */
void dect_label_sheet_rect (const DectLabelSheet *sheet,
                            guint                 index,
                            DectSheetRect        *rect);

/** dect_label_sheet_find_at: Returns: index of the label at a point of the paper, -1 = none is there */
gint dect_label_sheet_find_at (const DectLabelSheet *sheet,
                               double                x_mm,
                               double                y_mm);

G_END_DECLS
