/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dect-field-cell.h"
#include "dect-record-table.h"
#include "dect-scan-view.h"
#include "dect-wrap-box.h"

G_BEGIN_DECLS

/** DectTableFilter: chips above the table; all that are on have to fit. */
typedef enum
{
  DECT_FILTER_NO_HARDWARE, /* no MAC, no IPEI */
  DECT_FILTER_UNFINISHED,  /* not placed on the plan; no number */
  DECT_FILTER_FINDINGS,
  DECT_N_FILTERS,
} DectTableFilter;

/* The table, shared by its files: the widget, keys (cells and focus), filter, actions. */
struct _DectRecordTable
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkSearchEntry *search;
  GtkColumnView *view;
  AdwStatusPage *empty;
  GtkLabel *count;
  DectWrapBox *chips;
  GtkMenuButton *columns_button;
  DectScanView *scan;
  GtkWidget *bar; /* what can be done with several rows */
  GtkLabel *bar_label;
  GMenu *row_menu;
  GtkWidget *menu; /* popover of rows */
  guint32 menu_at; /* whose cell had the focus when it opened */

  DectKind kind;
  DectDocument *document;
  GtkFilter *filter;
  GtkFilterListModel *filtered;
  GtkMultiSelection *selection;
  GPtrArray *fields; /* const DectField *, in the order of the columns */
  GPtrArray *cells;  /* DectFieldCell *, all there are */
  GHashTable *drafts;
  GtkWidget *filters[DECT_N_FILTERS]; /* toggle buttons */
  GHashTable *with_findings;          /* ids */
  GHashTable *kept;                   /* ids shown as such since the chip was pressed */
  const DectField *current;           /* field of the cell that had the focus last */
  GCancellable *cancellable;          /* of reading the clipboard */
  guint32 marked;                     /* row that the next scan fills */
  gboolean syncing;
};

/* dect-record-table-filter.c */
void     dect_record_table_init_filters   (DectRecordTable *self);
gboolean dect_record_table_matches        (gpointer         object,
                                           gpointer         user_data);
void     dect_record_table_update_filters (DectRecordTable *self);
void     dect_record_table_clear_filters  (DectRecordTable *self);

/* dect-record-table-keys.c */
void           dect_record_table_init_keys    (DectRecordTable *self);
DectFieldCell *dect_record_table_focused_cell (DectRecordTable *self);

/** dect_record_table_find_position: Returns: row of the thing in the table as shown, GTK_INVALID_LIST_POSITION when it is not */
guint dect_record_table_find_position (DectRecordTable *self,
                                       guint32          id);

/** dect_record_table_reveal: scrolls to a row. Returns: (nullable): its cell of @field */
DectFieldCell *dect_record_table_reveal (DectRecordTable *self,
                                         guint            position,
                                         const DectField *field);

/** dect_record_table_go_to: focuses a cell, and selects its row unless it is selected already */
DectFieldCell *dect_record_table_go_to (DectRecordTable *self,
                                        guint            position,
                                        const DectField *field,
                                        gboolean         modify,
                                        gboolean         extend);

/** dect_record_table_cell_done: where to go after a cell was edited */
void dect_record_table_cell_done (DectFieldCell *cell,
                                  int            move,
                                  gpointer       table);

/* dect-record-table-actions.c */
void dect_record_table_install_actions (GtkWidgetClass *widget_class);
void dect_record_table_update_actions  (DectRecordTable *self);
void dect_record_table_popup_menu      (DectRecordTable *self,
                                        GtkWidget       *at,
                                        double           x,
                                        double           y);

/** dect_record_table_menu_closed: gives the focus back */
void dect_record_table_menu_closed (DectRecordTable *self);

/** dect_record_table_selected: Returns: (transfer full) (element-type guint32): ids of the selected rows in the order shown */
GArray *dect_record_table_selected (DectRecordTable *self);

/** dect_record_table_shown: Returns: (transfer full) (element-type guint32): ids of all rows in the order shown */
GArray *dect_record_table_shown (DectRecordTable *self);

/** dect_record_table_visible_fields: Returns: (transfer container) (element-type DectField): fields of the columns shown */
GPtrArray *dect_record_table_visible_fields (DectRecordTable *self);

G_END_DECLS
