/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sheet/dect-sheet-private.h"

G_BEGIN_DECLS

/** DectFlow: pages being filled from the top down; what does not fit goes on the next page, which has the same head */
typedef struct
{
  DectSheets      *sheets;
  DectTextContext *context;
  double           y_mm;
} DectFlow;

/** dect_flow_begin: starts a page; @head: copied */
void dect_flow_begin (DectFlow            *self,
                      DectSheets          *sheets,
                      DectTextContext     *context,
                      DectSheetKinds       kind,
                      const DectSheetHead *head);

/** dect_flow_page: Returns: (transfer none): the page that is being filled */
DectSheetPage *dect_flow_page (const DectFlow *self);

/** dect_flow_left: Returns: millimetres that are left on it */
double dect_flow_left (const DectFlow *self);

/** dect_flow_need: goes on to the next page where less than @height_mm is left, so that what belongs together stays together */
void dect_flow_need (DectFlow *self,
                     double    height_mm);

/** dect_flow_space: leaves some room, but none at the top of a page */
void dect_flow_space (DectFlow *self,
                      double    height_mm);

/** dect_flow_text: @text: (nullable): as many lines as it takes, over as many pages */
void dect_flow_text (DectFlow      *self,
                     DectTextStyle  style,
                     DectInk        ink,
                     const char    *text);

/** dect_flow_heading: @note: (nullable): below it, smaller. Does not stay alone at the foot of a page */
void dect_flow_heading (DectFlow   *self,
                        const char *text,
                        const char *note);

/** dect_flow_table: @table: (transfer full): not fitted yet */
void dect_flow_table (DectFlow       *self,
                      DectSheetTable *table);

/** dect_flow_block: room of @height_mm over the width of the page, on one page. Returns: (transfer none): the block */
DectSheetBlock *dect_flow_block (DectFlow     *self,
                                 DectBlockDraw draw,
                                 double        height_mm,
                                 gconstpointer data);

G_END_DECLS
