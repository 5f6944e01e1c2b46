/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chain/dect-chain.h"
#include "model/dect-snapshot.h"
#include "radio/dect-links.h"

#include <cairo.h>

G_BEGIN_DECLS

/**
 * DECT_SHEET_ERROR:
 *
 * Why pages cannot be made; codes are #DectSheetError. The message is one translated sentence.
 */
#define DECT_SHEET_ERROR (dect_sheet_error_quark ())
GQuark dect_sheet_error_quark (void);

/**
 * DectSheetError:
 * @DECT_SHEET_ERROR_EMPTY: the site has nothing that the wanted kinds could show
 * @DECT_SHEET_ERROR_OUTPUT: cairo could not write the PDF (no memory)
 *
 * A plan image that cannot be decoded is no error: its place on the page says why, and the base stations stand there
 * all the same. Errors of the stream that is written to are passed on as they are.
 */
typedef enum
{
  DECT_SHEET_ERROR_EMPTY,
  DECT_SHEET_ERROR_OUTPUT,
} DectSheetError;

/**
 * DectSheetKinds:
 * @DECT_SHEET_PLACEMENT: per floor the plan with its base stations and their table; what is not placed yet as a table
 * @DECT_SHEET_IPEI: the handsets, by number
 * @DECT_SHEET_ALL: everything, in this order
 */
typedef enum
{
  DECT_SHEET_PLACEMENT = 1 << 0,
  DECT_SHEET_IPEI = 1 << 1,
  DECT_SHEET_ALL = DECT_SHEET_PLACEMENT | DECT_SHEET_IPEI,
} DectSheetKinds;

/** DectPaper: A4 is 210 x 297 mm (ISO 216), Letter 215.9 x 279.4 mm (ANSI Y14.1, 8.5 x 11 inches). */
typedef enum
{
  DECT_PAPER_A4,
  DECT_PAPER_LETTER,
} DectPaper;

/**
 * DectSheetOptions:
 * @kinds: what to print
 * @paper: on what
 * @landscape: the long side across
 *
 * Zeroes but for @kinds make a good start: `{ .kinds = DECT_SHEET_ALL }`.
 */
typedef struct
{
  DectSheetKinds kinds;
  DectPaper      paper;
  gboolean       landscape;
} DectSheetOptions;

/** dect_sheet_kinds_from_text: "placement", "ipei", "all" as on the command line. Returns: whether it is one of them */
gboolean dect_sheet_kinds_from_text (const char     *text,
                                     DectSheetKinds *kinds);

/** dect_paper_from_text: "a4", "letter". Returns: whether it is one of them */
gboolean dect_paper_from_text (const char *text,
                               DectPaper  *paper);

/**
 * DectSheets:
 *
 * Pages laid out and ready to be drawn on any cairo target: preview, printer, PDF. Immutable, boxed, counted; may be
 * made in one thread and drawn in another, but not drawn by two at a time.
 */
typedef struct _DectSheets DectSheets;

#define DECT_TYPE_SHEETS (dect_sheets_get_type ())
GType dect_sheets_get_type (void) G_GNUC_CONST;

/**
 * dect_sheets_new:
 * @snapshot: a site
 * @links: (nullable): its links; without them the plans show none
 * @chain: (nullable): its chain; without it all links look alike
 * @options: (nullable): what to print on what; %NULL = everything on A4
 * @cancellable: (nullable): looked at between floors
 * @error: return location, #DECT_SHEET_ERROR or #G_IO_ERROR_CANCELLED
 *
 * Measures all text and breaks it into pages. @links and @chain must be those of @snapshot.
 *
 * Returns: (transfer full) (nullable): at least one page
 */
DectSheets *dect_sheets_new (DectSnapshot           *snapshot,
                             DectLinks              *links,
                             DectChain              *chain,
                             const DectSheetOptions *options,
                             GCancellable           *cancellable,
                             GError                **error);

DectSheets *dect_sheets_ref   (DectSheets *self);
void        dect_sheets_unref (DectSheets *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectSheets, dect_sheets_unref)

/** dect_sheets_count_pages: Returns: 1 and up */
guint dect_sheets_count_pages (const DectSheets *self);

/** dect_sheets_get_paper: @width_mm: (out): of every page; @height_mm: (out): the same */
void dect_sheets_get_paper (const DectSheets *self,
                            double           *width_mm,
                            double           *height_mm);

/**
 * dect_sheets_draw_page:
 * @self: pages
 * @cr: where to; one user unit is one millimetre, origin at the upper left corner of the paper
 * @page: page, 0 = first
 *
 * The one routine for preview, printer and PDF. Draws the plan image too, so it may take a second. The state of @cr is
 * kept; what can go wrong with it is in cairo_status().
 */
void dect_sheets_draw_page (const DectSheets *self,
                            cairo_t          *cr,
                            guint             page);

/**
 * dect_sheets_write_pdf:
 * @snapshot: a site
 * @links: (nullable): its links
 * @chain: (nullable): its chain
 * @options: (nullable): what to print on what
 * @output: where to; not closed
 * @cancellable: (nullable): looked at between pages
 * @error: return location, #DECT_SHEET_ERROR, #G_IO_ERROR
 *
 * Writes all pages as one PDF: vectors stay vectors, text can be searched, fonts are embedded, an outline names the
 * floors. The same site gives the same bytes with the same libraries, fonts and language, for the PDF's date is that of
 * the site's last change. Nothing is written to @output before the whole PDF is there.
 *
 * Returns: whether all of it was written
 */
gboolean dect_sheets_write_pdf (DectSnapshot           *snapshot,
                                DectLinks              *links,
                                DectChain              *chain,
                                const DectSheetOptions *options,
                                GOutputStream          *output,
                                GCancellable           *cancellable,
                                GError                **error);

G_END_DECLS
