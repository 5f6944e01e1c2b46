/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-difference-view.h"

#include <glib/gi18n.h>

#include "dect-wrap-box.h"

typedef struct
{
  const char *title;
  const char *property;
  const char *style;
  gboolean expand;
  gboolean wide;   /* shown while there is room */
  gboolean narrow; /* shown while there is not */
} Column;

static const Column columns[] = {
  { "", "sign", "sign", FALSE, TRUE, TRUE },
  { N_("What"), "what", NULL, FALSE, TRUE, FALSE },
  { N_("Name"), "name", "strong", FALSE, TRUE, TRUE },
  { N_("At the PBX"), "before", "dim-label", TRUE, TRUE, FALSE },
  { N_("After the push"), "after", NULL, TRUE, TRUE, FALSE },
  { N_("At the PBX → after the push"), "both", NULL, TRUE, FALSE, TRUE },
};

struct _DectDifferenceView
{
  AdwBin parent_instance;
  DectWrapBox *chips;
  GtkColumnView *table;
  GtkWidget *buttons[DECT_N_DIFFERENCES + 1]; /* the last one shows all */
  GtkColumnViewColumn *columns[G_N_ELEMENTS (columns)];
  GtkFilterListModel *shown;
  guint chosen;
  gboolean narrow;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DectDifferenceView, dect_difference_view, ADW_TYPE_BIN)

static const char *const styles[DECT_N_DIFFERENCES] = { "new", "changed", "removed", "only-there" };

/* --- Cells --------------------------------------------------------------------------------------- */

static void
cell_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, const Column *column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), column->expand);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (!column->expand)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (!column->expand && *column->title != '\0')
    gtk_label_set_width_chars (GTK_LABEL (label), 12);
  if (column->style != NULL)
    gtk_widget_add_css_class (label, column->style);
  gtk_list_item_set_child (list_item, label);
}

static void
cell_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, const Column *column)
{
  GtkWidget *label = gtk_list_item_get_child (list_item);
  DectDifference *row = gtk_list_item_get_item (list_item);
  DectDifferenceKind kind = dect_difference_get_kind (row);
  g_autofree char *text = NULL;

  g_object_get (row, column->property, &text, NULL);
  gtk_label_set_text (GTK_LABEL (label), text);
  if (g_strcmp0 (column->style, "sign") != 0)
    {
      gtk_widget_set_tooltip_text (label, text);
      return;
    }
  for (guint i = 0; i < DECT_N_DIFFERENCES; i++)
    if (i == kind)
      gtk_widget_add_css_class (label, styles[i]);
    else
      gtk_widget_remove_css_class (label, styles[i]);
  gtk_widget_set_tooltip_text (label, dect_difference_kind_label (kind));
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  dect_difference_kind_label (kind), -1);
}

static void
update_columns (DectDifferenceView *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    gtk_column_view_column_set_visible (self->columns[i],
                                        self->narrow ? columns[i].narrow : columns[i].wide);
}

static void
add_columns (DectDifferenceView *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (
          *columns[i].title != '\0' ? _(columns[i].title) : "", factory);

      g_signal_connect (factory, "setup", G_CALLBACK (cell_setup_cb), (gpointer) &columns[i]);
      g_signal_connect (factory, "bind", G_CALLBACK (cell_bind_cb), (gpointer) &columns[i]);
      gtk_column_view_column_set_expand (column, columns[i].expand);
      gtk_column_view_append_column (self->table, column);
      self->columns[i] = column;
    }
}

/* --- Chips --------------------------------------------------------------------------------------- */

static gboolean
row_passes (gpointer item, gpointer user_data)
{
  DectDifferenceView *self = user_data;

  return self->chosen == DECT_N_DIFFERENCES || dect_difference_get_kind (item) == self->chosen;
}

static void
chip_toggled_cb (DectDifferenceView *self, GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  for (guint i = 0; i <= DECT_N_DIFFERENCES; i++)
    if (self->buttons[i] == GTK_WIDGET (button))
      self->chosen = i;
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->shown), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
add_chip (DectDifferenceView *self, guint i)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_widget_add_css_class (button, "chip");
  dect_wrap_box_append (self->chips, button);
  self->buttons[i] = button;
  if (i != DECT_N_DIFFERENCES)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button),
                                 GTK_TOGGLE_BUTTON (self->buttons[DECT_N_DIFFERENCES]));
  g_signal_connect_object (button, "toggled", G_CALLBACK (chip_toggled_cb), self,
                           G_CONNECT_SWAPPED);
}

static char *
dup_chip_text (guint kind, guint n)
{
  if (kind == DECT_N_DIFFERENCES)
    return g_strdup_printf (_("All %u"), n);
  /* Translators: a chip above the table of differences: "3 new", "2 changed", "1 only at the PBX"
   */
  return g_strdup_printf (_("%u %s"), n, dect_difference_kind_label ((DectDifferenceKind) kind));
}

static void
update_chips (DectDifferenceView *self)
{
  for (guint i = 0; i <= DECT_N_DIFFERENCES; i++)
    {
      guint n = dect_difference_view_count (self, (DectDifferenceKind) i);
      g_autofree char *text = dup_chip_text (i, n);

      gtk_button_set_label (GTK_BUTTON (self->buttons[i]), text);
      gtk_widget_set_visible (self->buttons[i], i == DECT_N_DIFFERENCES || n > 0);
    }
}

static void
dect_difference_view_get_property (GObject *object,
                                   guint property_id,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  if (property_id == PROP_NARROW)
    g_value_set_boolean (value, DECT_DIFFERENCE_VIEW (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
dect_difference_view_set_property (GObject *object,
                                   guint property_id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  DectDifferenceView *self = DECT_DIFFERENCE_VIEW (object);

  if (property_id != PROP_NARROW)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      return;
    }
  if (self->narrow == g_value_get_boolean (value))
    return;
  self->narrow = g_value_get_boolean (value);
  update_columns (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
dect_difference_view_dispose (GObject *object)
{
  DectDifferenceView *self = DECT_DIFFERENCE_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_DIFFERENCE_VIEW);
  g_clear_object (&self->shown);
  G_OBJECT_CLASS (dect_difference_view_parent_class)->dispose (object);
}

static void
dect_difference_view_class_init (DectDifferenceViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = dect_difference_view_get_property;
  object_class->set_property = dect_difference_view_set_property;
  object_class->dispose = dect_difference_view_dispose;
  properties[PROP_NARROW]
      = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (DECT_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-difference-view.ui");
  gtk_widget_class_bind_template_child (widget_class, DectDifferenceView, chips);
  gtk_widget_class_bind_template_child (widget_class, DectDifferenceView, table);
}

static void
dect_difference_view_init (DectDifferenceView *self)
{
  g_autoptr (GtkSelectionModel) selection = NULL;
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (row_passes, self, NULL));

  gtk_widget_init_template (GTK_WIDGET (self));
  self->chosen = DECT_N_DIFFERENCES;
  self->shown = gtk_filter_list_model_new (NULL, filter);
  selection
      = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->shown))));
  add_columns (self);
  update_columns (self);
  gtk_column_view_set_model (self->table, selection);
  add_chip (self, DECT_N_DIFFERENCES);
  for (guint i = 0; i < DECT_N_DIFFERENCES; i++)
    add_chip (self, i);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[DECT_N_DIFFERENCES]), TRUE);
  update_chips (self);
}

void
dect_difference_view_set_rows (DectDifferenceView *self, GListModel *rows)
{
  g_return_if_fail (DECT_IS_DIFFERENCE_VIEW (self));
  g_return_if_fail (rows == NULL || G_IS_LIST_MODEL (rows));

  gtk_filter_list_model_set_model (self->shown, rows);
  update_chips (self);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[DECT_N_DIFFERENCES]), TRUE);
}

static guint
count (DectDifferenceView *self, DectDifferenceKind kind, gboolean only_ours)
{
  GListModel *rows = gtk_filter_list_model_get_model (self->shown);
  guint n = 0;

  for (guint i = 0; rows != NULL && i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (DectDifference) row = g_list_model_get_item (rows, i);

      n += (kind == DECT_N_DIFFERENCES || dect_difference_get_kind (row) == kind)
           && (!only_ours || dect_difference_is_ours (row));
    }
  return n;
}

guint
dect_difference_view_count (DectDifferenceView *self, DectDifferenceKind kind)
{
  g_return_val_if_fail (DECT_IS_DIFFERENCE_VIEW (self), 0);

  return count (self, kind, FALSE);
}

guint
dect_difference_view_count_removable (DectDifferenceView *self)
{
  g_return_val_if_fail (DECT_IS_DIFFERENCE_VIEW (self), 0);

  return count (self, DECT_DIFFERENCE_ONLY_THERE, TRUE);
}

GListModel *
dect_difference_view_get_shown (DectDifferenceView *self)
{
  g_return_val_if_fail (DECT_IS_DIFFERENCE_VIEW (self), NULL);

  return G_LIST_MODEL (self->shown);
}
