/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sheet/dect-sheet-logo.h"
#include "sheet/dect-sheet-map.h"
#include "sheet/dect-sheet-table.h"
#include "sheet/dect-sheet.h"

G_BEGIN_DECLS

/**
 * DectSheetHead:
 * @title: name of the page
 * @subtitle: below it
 * @aside: at the right, beside the title
 * @aside_sub: at the right, below
 * @hint: (nullable): at the foot
 * @outline: (nullable): name in the PDF's outline; only the first page of a part has one
 *
 * What surrounds the content of a page. Strings are owned by the head.
 */
typedef struct
{
  char *title;
  char *subtitle;
  char *aside;
  char *aside_sub;
  char *hint;
  char *outline;
} DectSheetHead;

/** dect_sheet_head_init: @title: (transfer full); @subtitle: (transfer full). The aside is site and date, the outline the title. */
void dect_sheet_head_init  (DectSheetHead       *head,
                            const DectSheetSite *site,
                            char                *title,
                            char                *subtitle);
void dect_sheet_head_clear (DectSheetHead *head);

typedef struct _DectSheetBlock DectSheetBlock;

/** DectBlockDraw: draws @block into its box; @cr in millimetres, its state is kept by the caller */
typedef void (*DectBlockDraw) (const DectSheetBlock *block,
                               cairo_t              *cr,
                               DectTextContext      *context);

/**
 * DectSheetBlock:
 * @draw: draws it
 * @box: where: measured, so that nothing of it is outside
 * @data: of what; kept by dect_sheets_keep()
 * @first: for a table: its first row on this page; for a map: the tile
 * @n: for a table: how many rows
 *
 * A part of a page's content in its measured box.
 */
struct _DectSheetBlock
{
  DectBlockDraw draw;
  DectSheetRect box;
  gconstpointer data;
  guint         first;
  guint         n;
};

/**
 * DectSheetPage:
 * @head: header and footer; a page without a title has neither (labels, cover)
 * @kind: what it is a page of
 * @width_mm: of the paper
 * @height_mm: of the paper
 * @content: the box between header and footer
 * @blocks: (element-type DectSheetBlock): what stands there
 */
typedef struct
{
  DectSheetHead  head;
  DectSheetKinds kind;
  double         width_mm;
  double         height_mm;
  DectSheetRect  content;
  GArray        *blocks;
} DectSheetPage;

struct _DectSheets
{
  gatomicrefcount  ref_count;
  DectSheetSite    site;
  DectSheetOptions options; /* its pointers only while the pages are made */
  char            *language;
  char            *installer;
  DectSheetLogo   *logo;
  double           width_mm;
  double           height_mm;
  GPtrArray       *pages; /* DectSheetPage */
  GPtrArray       *kept;
  double           told; /* progress so far, 0 to 1 */
};

void dect_sheet_page_free (DectSheetPage *page);

/** dect_sheets_keep: @data: (transfer full): lives as long as the pages. Returns: (transfer none): @data */
gpointer dect_sheets_keep (DectSheets    *self,
                           gpointer       data,
                           GDestroyNotify destroy);

/** dect_sheets_add_page: @head: copied; @continued: no outline entry, and the subtitle says so. Returns: (transfer none) */
DectSheetPage *dect_sheets_add_page (DectSheets          *self,
                                     DectTextContext     *context,
                                     DectSheetKinds       kind,
                                     const DectSheetHead *head,
                                     gboolean             continued);

/** dect_sheets_add_bare_page: a page without header and footer, on any paper. Returns: (transfer none): its content is all of it */
DectSheetPage *dect_sheets_add_bare_page (DectSheets    *self,
                                          DectSheetKinds kind,
                                          double         width_mm,
                                          double         height_mm,
                                          const char    *outline);

/** dect_sheet_page_add: @data: see #DectSheetBlock. Returns: (transfer none): the block, until the next one is added */
DectSheetBlock *dect_sheet_page_add (DectSheetPage *page,
                                     DectBlockDraw  draw,
                                     DectSheetRect  box,
                                     gconstpointer  data);

/**
 * dect_sheets_flow_table:
 * @self: pages being made
 * @context: for measuring
 * @table: (transfer full): a fitted table
 * @top_mm: where on the last page it starts
 *
 * Puts the table below @top_mm on the last page and on as many pages like it as it takes.
 *
 * Returns: where on the last page it ends
 */
double dect_sheets_flow_table (DectSheets      *self,
                               DectTextContext *context,
                               DectSheetTable  *table,
                               double           top_mm);

/** dect_sheets_map_room: @height_mm: what plan and table share; @table_mm: what the whole table takes. Returns: height for the plan */
double dect_sheets_map_room (const DectSheets *self,
                             double            height_mm,
                             double            table_mm);

/** dect_sheet_page_draw_frame: header and footer of page @number (0 = first) */
void dect_sheet_page_draw_frame (const DectSheets *self,
                                 cairo_t          *cr,
                                 DectTextContext  *context,
                                 guint             number);

/** DECT_SHEETS_LAYOUT_SHARE: share of the time that goes into making pages; the rest into drawing them */
#define DECT_SHEETS_LAYOUT_SHARE 0.4

/** dect_sheets_check: tells how far the pages are, @fraction of them made. Returns: %FALSE when cancelled */
gboolean dect_sheets_check (DectSheets   *self,
                            double        fraction,
                            GCancellable *cancellable,
                            GError      **error);

/** The makers of the kinds: add their pages, or none. %FALSE only when cancelled, or the options ask for what cannot be. */
gboolean dect_sheets_add_overview  (DectSheets      *self,
                                    DectTextContext *context,
                                    GCancellable    *cancellable,
                                    GError         **error);
gboolean dect_sheets_add_placement (DectSheets      *self,
                                    DectTextContext *context,
                                    GCancellable    *cancellable,
                                    GError         **error);
gboolean dect_sheets_add_cables    (DectSheets      *self,
                                    DectTextContext *context,
                                    GCancellable    *cancellable,
                                    GError         **error);
gboolean dect_sheets_add_photos    (DectSheets      *self,
                                    DectTextContext *context,
                                    GCancellable    *cancellable,
                                    GError         **error);
gboolean dect_sheets_add_survey    (DectSheets      *self,
                                    DectTextContext *context,
                                    GCancellable    *cancellable,
                                    GError         **error);
gboolean dect_sheets_add_ipei      (DectSheets      *self,
                                    DectTextContext *context,
                                    GCancellable    *cancellable,
                                    GError         **error);
gboolean dect_sheets_add_labels    (DectSheets      *self,
                                    DectTextContext *context,
                                    GCancellable    *cancellable,
                                    GError         **error);
gboolean dect_sheets_add_report    (DectSheets      *self,
                                    DectTextContext *context,
                                    GCancellable    *cancellable,
                                    GError         **error);

G_END_DECLS
