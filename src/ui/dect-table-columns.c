/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-table-columns.h"

#include "dect-settings.h"

/* A width is dragged in many steps; kept is where it stops, ms. */
#define SETTLE_MS 400
/* A column of less could not be found again, pixels. */
#define MIN_WIDTH 24

/* At a column that is hidden: its width when it is not, plus 2. */
#define WIDTH "dect-width"

typedef struct
{
  GtkColumnView *view; /* owns this */
  char *key;
  guint source;
} Keeper;

static const char *
id_of (GtkColumnViewColumn *column)
{
  return g_object_get_data (G_OBJECT (column), DECT_TABLE_COLUMN_ID);
}

static gint
width_of (GtkColumnViewColumn *column)
{
  gint hidden = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (column), WIDTH));

  return hidden > 0 ? hidden - 2 : gtk_column_view_column_get_fixed_width (column);
}

/* GTK 4.8 counts the widths of hidden columns too: no column would expand then, and the table could
 * be scrolled to where nothing is. */
static void
visible_cb (GtkColumnViewColumn *column)
{
  gint width = width_of (column);
  gboolean visible = gtk_column_view_column_get_visible (column);

  g_object_set_data (G_OBJECT (column), WIDTH, visible ? NULL : GINT_TO_POINTER (width + 2));
  gtk_column_view_column_set_fixed_width (column, visible ? width : 0);
}

static void
save (Keeper *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sbi)"));
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      g_variant_builder_add (&builder, "(sbi)", id_of (column),
                             gtk_column_view_column_get_visible (column), width_of (column));
    }
  g_settings_set_value (dect_settings_get (), self->key, g_variant_builder_end (&builder));
}

static gboolean
settled_cb (gpointer user_data)
{
  Keeper *self = user_data;

  self->source = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (Keeper *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add (SETTLE_MS, settled_cb, self);
}

/* What has not settled yet is kept at the end. */
static void
unrealize_cb (Keeper *self)
{
  if (self->source == 0)
    return;
  g_clear_handle_id (&self->source, g_source_remove);
  save (self);
}

static void
keeper_free (gpointer data)
{
  Keeper *self = data;

  g_clear_handle_id (&self->source, g_source_remove);
  g_free (self->key);
  g_free (self);
}

static void
watch (Keeper *self, gpointer object, const char *signal, void (*callback) (Keeper *))
{
  GClosure *closure = g_cclosure_new_swap (G_CALLBACK (callback), self, NULL);

  /* Columns may be held by others for longer. */
  g_object_watch_closure (G_OBJECT (self->view), closure);
  g_signal_connect_closure (object, signal, closure, FALSE);
}

static GtkColumnViewColumn *
dup_column (GtkColumnView *view, const char *id)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_str_equal (id_of (column), id))
        return g_steal_pointer (&column);
    }
  return NULL;
}

static void
restore (GtkColumnView *view, const char *key)
{
  g_autoptr (GVariant) kept = g_settings_get_value (dect_settings_get (), key);
  GVariantIter iter;
  const char *id;
  gboolean visible;
  gint width;
  guint position = 0;

  g_variant_iter_init (&iter, kept);
  while (g_variant_iter_next (&iter, "(&sbi)", &id, &visible, &width))
    {
      g_autoptr (GtkColumnViewColumn) column = dup_column (view, id);

      if (column == NULL)
        continue;
      gtk_column_view_column_set_visible (column, visible);
      gtk_column_view_column_set_fixed_width (column, width < 0 ? -1 : MAX (width, MIN_WIDTH));
      gtk_column_view_insert_column (view, position++, column);
    }
}

static void
keep (GtkColumnView *view, const char *key)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  Keeper *self = g_new0 (Keeper, 1);

  self->view = view;
  self->key = g_strdup (key);
  g_object_set_data_full (G_OBJECT (view), "dect-table-columns", self, keeper_free);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      watch (self, column, "notify::visible", changed_cb);
      watch (self, column, "notify::fixed-width", changed_cb);
    }
  watch (self, columns, "items-changed", changed_cb);
  watch (self, view, "unrealize", unrealize_cb);
}

void
dect_table_columns_remember (GtkColumnView *view, const char *key)
{
  GListModel *columns;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));
  g_return_if_fail (key != NULL);

  if (dect_settings_get () != NULL)
    restore (view, key);
  columns = gtk_column_view_get_columns (view);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      visible_cb (column);
      g_signal_connect (column, "notify::visible", G_CALLBACK (visible_cb), NULL);
    }
  if (dect_settings_get () != NULL)
    keep (view, key);
}
