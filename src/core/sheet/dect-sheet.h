/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chain/dect-chain.h"
#include "model/dect-progress.h"
#include "model/dect-snapshot.h"
#include "radio/dect-links.h"
#include "store/dect-secrets.h"

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
 * @DECT_SHEET_ERROR_LANGUAGE: there is no translation of the language that was asked for
 * @DECT_SHEET_ERROR_LOGO: the logo is neither PNG nor SVG, too large, or damaged
 * @DECT_SHEET_ERROR_CODES: access codes were asked for, but the secrets have none of any handset
 * @DECT_SHEET_ERROR_SCALE: at that scale a floor would take more than %DECT_SHEET_MAX_TILES pages
 *
 * A plan image that cannot be decoded is no error: its place on the page says why, and the base stations stand there
 * all the same. Errors of the stream that is written to are passed on as they are.
 */
typedef enum
{
  DECT_SHEET_ERROR_EMPTY,
  DECT_SHEET_ERROR_OUTPUT,
  DECT_SHEET_ERROR_LANGUAGE,
  DECT_SHEET_ERROR_LOGO,
  DECT_SHEET_ERROR_SCALE,
  DECT_SHEET_ERROR_CODES,
} DectSheetError;

/**
 * DectSheetKinds:
 * @DECT_SHEET_OVERVIEW: all floors on a page with their counts, and what the symbols mean
 * @DECT_SHEET_PLACEMENT: per floor the plan with its base stations and their table; what is not placed yet as a table
 * @DECT_SHEET_CABLES: the ports of each switch with the base stations they feed
 * @DECT_SHEET_PHOTOS: room by room which pictures to take, and those that were taken
 * @DECT_SHEET_SURVEY: which pairs of base stations to measure
 * @DECT_SHEET_IPEI: the handsets; with secrets their access codes too, on pages of their own
 * @DECT_SHEET_LABELS: labels of base stations and handsets, on label stock
 * @DECT_SHEET_REPORT: what is handed to the customer
 * @DECT_SHEET_ALL: everything that goes on plain paper, in this order; labels want another paper
 *
 * What can be printed. Kinds of which a site has nothing add no page.
 */
typedef enum
{
  DECT_SHEET_OVERVIEW = 1 << 0,
  DECT_SHEET_PLACEMENT = 1 << 1,
  DECT_SHEET_CABLES = 1 << 2,
  DECT_SHEET_PHOTOS = 1 << 3,
  DECT_SHEET_SURVEY = 1 << 4,
  DECT_SHEET_IPEI = 1 << 5,
  DECT_SHEET_LABELS = 1 << 6,
  DECT_SHEET_REPORT = 1 << 7,
  DECT_SHEET_ALL = DECT_SHEET_OVERVIEW | DECT_SHEET_PLACEMENT | DECT_SHEET_CABLES | DECT_SHEET_PHOTOS
                   | DECT_SHEET_SURVEY | DECT_SHEET_IPEI | DECT_SHEET_REPORT,
} DectSheetKinds;

/** DectPaper: A4 is 210 x 297 mm (ISO 216), Letter 215.9 x 279.4 mm (ANSI Y14.1, 8.5 x 11 inches). */
typedef enum
{
  DECT_PAPER_A4,
  DECT_PAPER_LETTER,
} DectPaper;

/**
 * DectSheetMeasures:
 * @DECT_MEASURES_DISTANCES: from each base station to the two nearest walls that stand across each other
 * @DECT_MEASURES_COORDINATES: x and y from the upper left corner of the plan
 * @DECT_MEASURES_NONE: neither
 *
 * What the placement sheet tells the person who drills.
 */
typedef enum
{
  DECT_MEASURES_DISTANCES,
  DECT_MEASURES_COORDINATES,
  DECT_MEASURES_NONE,
} DectSheetMeasures;

/** DectSheetSort: order of handsets on paper; what the order leaves open goes by number, then as in the site */
typedef enum
{
  DECT_SHEET_SORT_NUMBER,
  DECT_SHEET_SORT_NAME,
  DECT_SHEET_SORT_LOCATION,
} DectSheetSort;

/** DectSheetCode: how the IPEI list says an IPEI to a scanner: Code 128, which every one reads; QR code, for cameras; not at all */
typedef enum
{
  DECT_SHEET_CODE_BARS,
  DECT_SHEET_CODE_QR,
  DECT_SHEET_CODE_NONE,
} DectSheetCode;

/** DectLabelsOf: what labels are for; of both the base stations come first */
typedef enum
{
  DECT_LABELS_OF_ALL,
  DECT_LABELS_OF_RFPS,
  DECT_LABELS_OF_HANDSETS,
} DectLabelsOf;

/** DECT_SHEET_MAX_TILES: most pages that one plan may take: more is a slip of the scale, not paper anybody glues */
#define DECT_SHEET_MAX_TILES 64u

/** DECT_SHEET_LOGO_MAX_BYTES: largest logo that is taken, 4 MB: it stands on every page */
#define DECT_SHEET_LOGO_MAX_BYTES (4u * 1000 * 1000)

/**
 * DectSheetOptions:
 * @kinds: what to print
 * @paper: on what; labels have the paper of their own sheet
 * @landscape: the long side across
 * @scale: 100 for 1 : 100: plans at that true scale, over as many pages as it takes; 0 = fitted to one page
 * @no_walls: leave out the walls that were drawn; the plan image stays
 * @measures: what the placement sheet says for drilling
 * @language: (nullable): id of a #DectLanguage; %NULL = that of the program. Needs no locale of the computer.
 * @logo: (nullable): bytes of a PNG or SVG, for the head of each page and the cover of the report. It is the mark of who
 *   installs, the same on every job, and no part of the customer's plan: so it is an option and not in the site's file.
 * @installer: (nullable): who installs, for the cover and the PDF's author
 * @secrets: (nullable): access codes are printed, and only then; on pages that say what they hold
 * @label_sheet: (nullable): id of a #DectLabelSheet; %NULL = %DECT_LABEL_DEFAULT
 * @label_start: first label to print on, 1 and up; 0 = 1: the sheet was used before
 * @labels_of: what labels are for
 * @sort: order of the handsets
 * @code: what stands beside each IPEI of the list
 * @progress: (nullable): told how far it is, in the thread that makes the pages
 * @progress_data: for @progress
 *
 * Zeroes but for @kinds make a good start: `{ .kinds = DECT_SHEET_ALL }`. What it points to is needed only until the
 * function that takes it is done.
 */
typedef struct
{
  DectSheetKinds     kinds;
  DectPaper          paper;
  gboolean           landscape;
  guint              scale;
  gboolean           no_walls;
  DectSheetMeasures  measures;
  const char        *language;
  GBytes            *logo;
  const char        *installer;
  const DectSecrets *secrets;
  const char        *label_sheet;
  guint              label_start;
  DectLabelsOf       labels_of;
  DectSheetSort      sort;
  DectSheetCode      code;
  DectProgressFunc   progress;
  gpointer           progress_data;
} DectSheetOptions;

/** dect_sheet_kinds_from_text: "overview", "placement" ... "all", several with commas. Returns: whether it knows them all */
gboolean dect_sheet_kinds_from_text (const char     *text,
                                     DectSheetKinds *kinds);

/** dect_sheet_kinds_words: Returns: (transfer full): the words of dect_sheet_kinds_from_text(), with commas, for a sentence */
char *dect_sheet_kinds_words (void);

/** dect_paper_from_text: "a4", "letter". Returns: whether it is one of them */
gboolean dect_paper_from_text (const char *text,
                               DectPaper  *paper);

/** dect_sheet_measures_from_text: "distances", "coordinates", "none". Returns: whether it is one of them */
gboolean dect_sheet_measures_from_text (const char        *text,
                                        DectSheetMeasures *measures);

/** dect_sheet_sort_from_text: "number", "name", "location". Returns: whether it is one of them */
gboolean dect_sheet_sort_from_text (const char    *text,
                                    DectSheetSort *sort);

/** dect_sheet_code_from_text: "bars", "qr", "none". Returns: whether it is one of them */
gboolean dect_sheet_code_from_text (const char    *text,
                                    DectSheetCode *code);

/** dect_labels_of_from_text: "all", "rfps", "handsets". Returns: whether it is one of them */
gboolean dect_labels_of_from_text (const char   *text,
                                   DectLabelsOf *labels_of);

/**
 * dect_sheet_scale_from_text:
 * @text: "fit", "100", "1:100", "1 : 100"; what a hand types
 * @scale: (out): 0 for "fit", else 10 to 5000
 *
 * Returns: whether it is a scale
 */
gboolean dect_sheet_scale_from_text (const char *text,
                                     guint      *scale);

/**
 * DectSheets:
 *
 * Pages laid out and ready to be drawn on any cairo target: preview, printer, PDF. Immutable, boxed, counted; made in
 * one thread and drawn in others, which wait for each other.
 */
typedef struct _DectSheets DectSheets;

#define DECT_TYPE_SHEETS (dect_sheets_get_type ())
GType dect_sheets_get_type (void) G_GNUC_CONST;

/**
 * dect_sheets_new:
 * @snapshot: a site
 * @links: (nullable): its links; without them the plans show none, and there is no survey
 * @chain: (nullable): its chain; without it all links look alike
 * @options: (nullable): what to print on what; %NULL = everything on A4
 * @cancellable: (nullable): looked at between floors
 * @error: return location, #DECT_SHEET_ERROR, #DECT_LABEL_ERROR, %G_IO_ERROR_CANCELLED
 *
 * Measures all text and breaks it into pages. @links and @chain must be those of @snapshot. The report predicts what
 * it shows (coverage, failures, findings), so it takes seconds on a large site: not for the main thread.
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

/** dect_sheets_get_paper: @width_mm: (out): of that page (0 = first), as all but labels have it; @height_mm: (out): the same */
void dect_sheets_get_paper (const DectSheets *self,
                            guint             page,
                            double           *width_mm,
                            double           *height_mm);

/** dect_sheets_is_label: Returns: whether @page is a sheet of labels: never to be scaled, as its places are fixed */
gboolean dect_sheets_is_label (const DectSheets *self,
                               guint             page);

/** dect_sheets_count_labels: Returns: how many labels are printed on; 0 = none, there are no sheets of labels */
guint dect_sheets_count_labels (const DectSheets *self);

/**
 * dect_sheets_draw_page:
 * @self: pages
 * @cr: where to; one user unit is one millimetre, origin at the upper left corner of the paper
 * @page: page, 0 = first
 *
 * The one routine for preview, printer and PDF. Draws the plan images too, and waits for their decoder, so it is for threads, in which
 * a #DectCancelScope says what ends the waiting: the page is of no use then. The state of @cr is kept; what can go wrong with it is in cairo_status().
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
