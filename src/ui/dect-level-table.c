/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-level-table.h"

#include <glib/gi18n.h>
#include <math.h>

#include "dect-accessible.h"

/* A list does not know how high its rows are before it is shown. */
#define HEADER_HEIGHT 40
#define ROW_HEIGHT 38
#define MAX_HEIGHT 420

typedef enum
{
  COLUMN_ALL, /* all in one, where there is little room */
  COLUMN_FROM,
  COLUMN_TO,
  COLUMN_PREDICTED,
  COLUMN_MEASURED,
  COLUMN_DIFFERENCE,
  N_COLUMNS,
} Column;

static const struct
{
  const char *title;
  gboolean number;
} columns[N_COLUMNS] = {
  [COLUMN_ALL] = { N_("Link"), FALSE },         [COLUMN_FROM] = { N_("From"), FALSE },
  [COLUMN_TO] = { N_("Heard at"), FALSE },      [COLUMN_PREDICTED] = { N_("Predicted"), TRUE },
  [COLUMN_MEASURED] = { N_("Measured"), TRUE }, [COLUMN_DIFFERENCE] = { N_("Difference"), TRUE },
};

/* A row: the words of one link. */
#define DECT_TYPE_LEVEL_ITEM (dect_level_item_get_type ())
G_DECLARE_FINAL_TYPE (DectLevelItem, dect_level_item, DECT, LEVEL_ITEM, GObject)

struct _DectLevelItem
{
  GObject parent_instance;
  char *texts[N_COLUMNS];
  double distance_db; /* size of the difference, -1 where there is none */
  char *spoken;
};

G_DEFINE_FINAL_TYPE (DectLevelItem, dect_level_item, G_TYPE_OBJECT)

struct _DectLevelTable
{
  AdwBin parent_instance;
  GtkScrolledWindow *scrolled;
  GtkColumnView *table;
  GtkColumnViewColumn *columns[N_COLUMNS];
};

G_DEFINE_FINAL_TYPE (DectLevelTable, dect_level_table, ADW_TYPE_BIN)

/* --- Rows ------------------------------------------------------------------------------------------ */

static void
dect_level_item_finalize (GObject *object)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    g_free (DECT_LEVEL_ITEM (object)->texts[i]);
  g_free (DECT_LEVEL_ITEM (object)->spoken);
  G_OBJECT_CLASS (dect_level_item_parent_class)->finalize (object);
}

static void
dect_level_item_class_init (DectLevelItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dect_level_item_finalize;
}

static void
dect_level_item_init (DectLevelItem *self)
{
}

static DectLevelItem *
item_new (const DectOmmLink *link)
{
  DectLevelItem *self = g_object_new (DECT_TYPE_LEVEL_ITEM, NULL);
  double difference_db = dect_omm_link_get_difference (link);
  g_autofree char *levels = dect_omm_link_dup_text (link);

  self->distance_db = isfinite (difference_db) ? fabs (difference_db) : -1;
  self->texts[COLUMN_ALL]
      = g_strdup_printf ("%s → %s\n%s", link->from_title, link->to_title, levels);
  self->spoken = g_strdup_printf ("%s → %s: %s", link->from_title, link->to_title, levels);
  self->texts[COLUMN_FROM] = g_strdup (link->from_title);
  self->texts[COLUMN_TO] = g_strdup (link->to_title);
  self->texts[COLUMN_PREDICTED] = dect_omm_link_dup_predicted (link);
  self->texts[COLUMN_MEASURED] = dect_omm_link_dup_measured (link);
  self->texts[COLUMN_DIFFERENCE] = dect_omm_link_dup_difference (link);
  return self;
}

/* The largest difference first, what cannot be compared last. */
static int
compare_items (const void *a, const void *b, gpointer data)
{
  double x = DECT_LEVEL_ITEM ((gpointer) a)->distance_db;
  double y = DECT_LEVEL_ITEM ((gpointer) b)->distance_db;

  return x > y ? -1 : x < y;
}

void
dect_level_table_set_report (DectLevelTable *self, const DectOmmReport *report)
{
  g_autoptr (GListStore) store = g_list_store_new (DECT_TYPE_LEVEL_ITEM);
  g_autoptr (GtkSelectionModel) selection = NULL;

  g_return_if_fail (DECT_IS_LEVEL_TABLE (self));

  for (guint i = 0; report != NULL && i < report->links->len; i++)
    {
      g_autoptr (DectLevelItem) item = item_new (g_ptr_array_index (report->links, i));

      g_list_store_append (store, item);
    }
  g_list_store_sort (store, compare_items, NULL);
  selection = GTK_SELECTION_MODEL (gtk_single_selection_new (g_object_ref (G_LIST_MODEL (store))));
  gtk_column_view_set_model (self->table, selection);
  gtk_scrolled_window_set_min_content_height (
      self->scrolled,
      MIN (MAX_HEIGHT,
           HEADER_HEIGHT + ROW_HEIGHT * (int) g_list_model_get_n_items (G_LIST_MODEL (store))));
}

/* --- Cells ----------------------------------------------------------------------------------------- */

static void
cell_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer column)
{
  gboolean number = columns[GPOINTER_TO_UINT (column)].number;
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), number ? 1 : 0);
  if (number)
    gtk_widget_add_css_class (label, "numeric");
  else if (GPOINTER_TO_UINT (column) == COLUMN_ALL)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_width_chars (GTK_LABEL (label), 24);
    }
  else
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (list_item, label);
}

static void
cell_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer column)
{
  DectLevelItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *label = gtk_list_item_get_child (list_item);

  gtk_label_set_text (GTK_LABEL (label), item->texts[GPOINTER_TO_UINT (column)]);
  gtk_widget_set_tooltip_text (label, item->spoken);
  dect_accessible_name_row (label, item->spoken);
}

void
dect_level_table_set_narrow (DectLevelTable *self, gboolean narrow)
{
  g_return_if_fail (DECT_IS_LEVEL_TABLE (self));

  for (guint i = 0; i < N_COLUMNS; i++)
    gtk_column_view_column_set_visible (self->columns[i], narrow == (i == COLUMN_ALL));
}

static void
add_columns (DectLevelTable *self)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column
          = gtk_column_view_column_new (_(columns[i].title), factory);

      g_signal_connect (factory, "setup", G_CALLBACK (cell_setup_cb), GUINT_TO_POINTER (i));
      g_signal_connect (factory, "bind", G_CALLBACK (cell_bind_cb), GUINT_TO_POINTER (i));
      gtk_column_view_column_set_expand (column, !columns[i].number);
      gtk_column_view_append_column (self->table, column);
      self->columns[i] = column;
    }
  dect_level_table_set_narrow (self, FALSE);
}

/* --- Widget ---------------------------------------------------------------------------------------- */

static void
dect_level_table_class_init (DectLevelTableClass *klass)
{
}

static void
dect_level_table_init (DectLevelTable *self)
{
  self->scrolled = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  self->table = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->table), "difference");
  dect_accessible_name_list (GTK_WIDGET (self->table), _("Radio levels, predicted and measured"));
  add_columns (self);
  gtk_scrolled_window_set_policy (self->scrolled, GTK_POLICY_AUTOMATIC, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (self->scrolled, GTK_WIDGET (self->table));
  gtk_widget_add_css_class (GTK_WIDGET (self->scrolled), "card");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->scrolled));
}
