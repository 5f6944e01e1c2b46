/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-difference-view.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "dect-text-label.h"
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
  GtkEditable *search;
  GtkWidget *none;
  GtkWidget *detail;
  GtkLabel *detail_title;
  AdwBin *detail_fields;
  GtkFilterListModel *shown;
  GtkSingleSelection *selection;
  char *sought; /* folded; NULL = everything */
  guint counts[DECT_N_DIFFERENCES + 1];
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

static const char *const styles[DECT_N_DIFFERENCES]
    = { "new", "changed", "rekeyed", "removed", "left-over", "only-there" };

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
name_row (GtkWidget *label, DectDifference *row)
{
  g_autofree char *what = NULL;
  g_autofree char *both = NULL;
  g_autofree char *spoken = NULL;

  g_object_get (row, "what", &what, "both", &both, NULL);
  /* Translators: read aloud: "changed: Base station Hall 1, Name: A → B" */
  spoken = g_strdup_printf (_("%s: %s %s, %s"),
                            dect_difference_kind_label (dect_difference_get_kind (row)), what,
                            dect_difference_get_name (row), both);
  dect_accessible_name_row (label, spoken);
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
  name_row (label, row);
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

/* --- The selected record ------------------------------------------------------------------------- */

static GtkWidget *
detail_label_new (const char *text, const char *style)
{
  GtkWidget *label = dect_text_label_new (*text != '\0' ? text : "–", style);

  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

static GtkWidget *
detail_grid_new (GPtrArray *fields)
{
  GtkWidget *grid = gtk_grid_new ();
  const char *const titles[] = { _("Field"), _("At the PBX"), _("After the push") };

  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    gtk_grid_attach (GTK_GRID (grid), detail_label_new (titles[i], "caption-heading"), i, 0, 1, 1);
  for (guint i = 0; i < fields->len; i++)
    {
      const DectDifferenceField *field = fields->pdata[i];

      gtk_grid_attach (GTK_GRID (grid), detail_label_new (field->label, NULL), 0, i + 1, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), detail_label_new (field->before, "dim-label"), 1, i + 1, 1,
                       1);
      gtk_grid_attach (GTK_GRID (grid), detail_label_new (field->after, NULL), 2, i + 1, 1, 1);
    }
  return grid;
}

static void
show_detail (DectDifferenceView *self)
{
  DectDifference *row = gtk_single_selection_get_selected_item (self->selection);
  g_autoptr (GPtrArray) fields = row != NULL ? dect_difference_list_fields (row) : NULL;
  gboolean any = fields != NULL && fields->len > 0;

  gtk_widget_set_visible (self->detail, any);
  if (!any)
    return;
  gtk_label_set_text (self->detail_title, dect_difference_get_name (row));
  adw_bin_set_child (self->detail_fields, detail_grid_new (fields));
}

/* --- Chips --------------------------------------------------------------------------------------- */

static gboolean
row_passes (gpointer item, gpointer user_data)
{
  DectDifferenceView *self = user_data;

  return (self->chosen == DECT_N_DIFFERENCES || dect_difference_get_kind (item) == self->chosen)
         && (self->sought == NULL || dect_difference_matches (item, self->sought));
}

static void
filter_again (DectDifferenceView *self)
{
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->shown), GTK_FILTER_CHANGE_DIFFERENT);
  gtk_widget_set_visible (self->none,
                          self->counts[DECT_N_DIFFERENCES] > 0
                              && g_list_model_get_n_items (G_LIST_MODEL (self->shown)) == 0);
}

static void
chip_toggled_cb (DectDifferenceView *self, GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  for (guint i = 0; i <= DECT_N_DIFFERENCES; i++)
    if (self->buttons[i] == GTK_WIDGET (button))
      self->chosen = i;
  filter_again (self);
}

static void
search_cb (DectDifferenceView *self)
{
  const char *text = gtk_editable_get_text (self->search);

  g_free (self->sought);
  self->sought = *text != '\0' ? g_utf8_casefold (text, -1) : NULL;
  filter_again (self);
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

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_DIFFERENCE_VIEW);
  g_clear_object (&self->selection);
  g_clear_object (&self->shown);
  g_clear_pointer (&self->sought, g_free);
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
  gtk_widget_class_bind_template_child (widget_class, DectDifferenceView, detail_fields);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_child (widget_class, DectDifferenceView, detail_title);
  gtk_widget_class_bind_template_child (widget_class, DectDifferenceView, detail);
  gtk_widget_class_bind_template_child (widget_class, DectDifferenceView, none);
  gtk_widget_class_bind_template_child (widget_class, DectDifferenceView, search);
}

static void
dect_difference_view_init (DectDifferenceView *self)
{
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (row_passes, self, NULL));

  gtk_widget_init_template (GTK_WIDGET (self));
  self->chosen = DECT_N_DIFFERENCES;
  self->shown = gtk_filter_list_model_new (NULL, filter);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->shown)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (show_detail), self,
                           G_CONNECT_SWAPPED);
  add_columns (self);
  update_columns (self);
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
  dect_accessible_name_list (GTK_WIDGET (self->table), _("Difference between plan and PBX"));
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

  memset (self->counts, 0, sizeof self->counts);
  for (guint i = 0; rows != NULL && i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (DectDifference) row = g_list_model_get_item (rows, i);

      self->counts[dect_difference_get_kind (row)]++;
      self->counts[DECT_N_DIFFERENCES]++;
    }
  gtk_editable_set_text (self->search, "");
  gtk_filter_list_model_set_model (self->shown, rows);
  update_chips (self);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[DECT_N_DIFFERENCES]), TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  filter_again (self);
}

guint
dect_difference_view_count (DectDifferenceView *self, DectDifferenceKind kind)
{
  g_return_val_if_fail (DECT_IS_DIFFERENCE_VIEW (self), 0);
  g_return_val_if_fail (kind <= DECT_N_DIFFERENCES, 0);

  return self->counts[kind];
}

void
dect_difference_view_choose (DectDifferenceView *self, DectDifferenceKind kind)
{
  g_return_if_fail (DECT_IS_DIFFERENCE_VIEW (self));
  g_return_if_fail (kind <= DECT_N_DIFFERENCES);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[kind]), TRUE);
}

GtkSelectionModel *
dect_difference_view_get_selection (DectDifferenceView *self)
{
  g_return_val_if_fail (DECT_IS_DIFFERENCE_VIEW (self), NULL);

  return GTK_SELECTION_MODEL (self->selection);
}

GListModel *
dect_difference_view_get_shown (DectDifferenceView *self)
{
  g_return_val_if_fail (DECT_IS_DIFFERENCE_VIEW (self), NULL);

  return G_LIST_MODEL (self->shown);
}
