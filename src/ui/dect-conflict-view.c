/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-conflict-view.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "dect-text-label.h"
#include "dect-wrap-box.h"

struct _DectConflictView
{
  AdwBin parent_instance;
  GtkLabel *state;
  GtkWidget *all;
  GtkWidget *scroller;
  GtkListView *list;
  GtkExpander *taken;
  GtkListView *taken_list;

  DectPbxMerge *merge;
};

enum
{
  DECIDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DectConflictView, dect_conflict_view, ADW_TYPE_BIN)

/* --- Rows ---------------------------------------------------------------------------------------- */

typedef struct
{
  GtkLabel *title;
  GtkLabel *base;
  GtkCheckButton *mine;
  GtkCheckButton *theirs;
  DectPbxConflict *conflict; /* bound */
  gulong handler;
  gboolean updating;
} Row;

static void
chosen_cb (GtkCheckButton *button, GParamSpec *pspec, Row *row)
{
  if (row->updating || row->conflict == NULL || !gtk_check_button_get_active (button))
    return;
  dect_pbx_conflict_set_choice (row->conflict, button == row->mine ? DECT_PBX_CHOICE_MINE
                                                                   : DECT_PBX_CHOICE_THEIRS);
}

static void
row_show_choice (Row *row)
{
  DectPbxChoice choice = dect_pbx_conflict_get_choice (row->conflict);

  row->updating = TRUE;
  gtk_check_button_set_active (row->mine, choice == DECT_PBX_CHOICE_MINE);
  gtk_check_button_set_active (row->theirs, choice == DECT_PBX_CHOICE_THEIRS);
  row->updating = FALSE;
}

static void
row_set_up_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  Row *row = g_new0 (Row, 1);

  row->title = GTK_LABEL (dect_text_label_new (NULL, "heading"));
  row->base = GTK_LABEL (dect_text_label_new (NULL, "caption"));
  gtk_widget_add_css_class (GTK_WIDGET (row->base), "dim-label");
  row->mine = GTK_CHECK_BUTTON (gtk_check_button_new ());
  row->theirs = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_check_button_set_group (row->theirs, row->mine);
  g_signal_connect (row->mine, "notify::active", G_CALLBACK (chosen_cb), row);
  g_signal_connect (row->theirs, "notify::active", G_CALLBACK (chosen_cb), row);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->title));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->base));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->mine));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->theirs));
  gtk_widget_add_css_class (box, "conflict");
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
  g_object_set_data_full (G_OBJECT (item), "row", row, g_free);
}

static void
set_choice_label (GtkCheckButton *button, const char *format, const char *value)
{
  g_autofree char *text = g_strdup_printf (format, *value != '\0' ? value : _("nothing"));

  gtk_check_button_set_label (button, text);
}

static void
row_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  Row *row = g_object_get_data (G_OBJECT (item), "row");
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;
  g_autofree char *base = NULL;
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *agreed = NULL;

  row->conflict = gtk_list_item_get_item (item);
  g_object_get (row->conflict, "title", &title, "label", &label, "base", &base, "mine", &mine,
                "theirs", &theirs, NULL);
  heading = g_strdup_printf ("%s · %s", title, label);
  agreed = g_strdup_printf (_("Last agreed: %s"), *base != '\0' ? base : _("nothing"));
  gtk_label_set_text (row->title, heading);
  gtk_label_set_text (row->base, agreed);
  set_choice_label (row->mine, _("As planned: %s"), mine);
  set_choice_label (row->theirs, _("As at the PBX: %s"), theirs);
  row_show_choice (row);
  row->handler = g_signal_connect_swapped (row->conflict, "notify::choice",
                                           G_CALLBACK (row_show_choice), row);
  dect_accessible_name_row (gtk_list_item_get_child (item), heading);
}

static void
row_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  Row *row = g_object_get_data (G_OBJECT (item), "row");

  g_clear_signal_handler (&row->handler, row->conflict);
  row->conflict = NULL;
}

/* --- What is taken over by itself ---------------------------------------------------------------- */

static void
taken_set_up_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkLabel *label = GTK_LABEL (dect_text_label_new (NULL, NULL));

  gtk_widget_add_css_class (GTK_WIDGET (label), "conflict");
  gtk_list_item_set_child (item, GTK_WIDGET (label));
  gtk_list_item_set_activatable (item, FALSE);
}

static void
taken_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  g_autofree char *action = NULL;
  g_autofree char *title = NULL;
  g_autofree char *details = NULL;
  g_autofree char *text = NULL;

  g_object_get (gtk_list_item_get_item (item), "action", &action, "title", &title, "details",
                &details, NULL);
  text = g_strdup_printf ("%s: %s · %s", title, action, details);
  gtk_label_set_text (GTK_LABEL (label), text);
  dect_accessible_name_row (label, text);
}

static void
show_taken (DectConflictView *self)
{
  g_autoptr (DectPbxDiff) diff = dect_pbx_merge_dup_taken (self->merge);
  g_autoptr (GListStore) store = g_list_store_new (DECT_TYPE_PBX_CHANGE);
  g_autoptr (GtkNoSelection) selection = NULL;
  guint n = diff->changes->len;
  g_autofree char *label = g_strdup_printf (
      ngettext ("%u record that only the other changed is taken over into the plan",
                "%u records that only the other changed are taken over into the plan", n),
      n);

  g_list_store_splice (store, 0, 0, diff->changes->pdata, n);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (store)));
  gtk_list_view_set_model (self->taken_list, GTK_SELECTION_MODEL (selection));
  gtk_expander_set_label (self->taken, label);
  gtk_label_set_wrap (GTK_LABEL (gtk_expander_get_label_widget (self->taken)), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->taken), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_expander_set_expanded (self->taken, n > 0 && self->merge->conflicts->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->taken), n > 0);
}

/* --- State --------------------------------------------------------------------------------------- */

static void
update (DectConflictView *self)
{
  guint n = self->merge->conflicts->len;
  guint n_open = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < n; i++)
    n_open
        += dect_pbx_conflict_get_choice (self->merge->conflicts->pdata[i]) == DECT_PBX_CHOICE_OPEN;
  if (n == 0)
    text = g_strdup (_("Its changes and yours do not touch each other. Nothing has been sent."));
  else if (n_open == 0)
    text = g_strdup (_("Everything is decided. Nothing has been sent."));
  else
    text = g_strdup_printf (
        ngettext (
            "%u of %u value that both changed is still to be decided. Nothing has been sent.",
            "%u of %u values that both changed are still to be decided. Nothing has been sent.", n),
        n_open, n);
  gtk_label_set_text (self->state, text);
  g_signal_emit (self, signals[DECIDED], 0);
}

void
dect_conflict_view_choose_all (DectConflictView *self, DectPbxChoice choice)
{
  g_return_if_fail (DECT_IS_CONFLICT_VIEW (self));

  for (guint i = 0; self->merge != NULL && i < self->merge->conflicts->len; i++)
    dect_pbx_conflict_set_choice (self->merge->conflicts->pdata[i], choice);
}

static void
all_mine_cb (DectConflictView *self)
{
  dect_conflict_view_choose_all (self, DECT_PBX_CHOICE_MINE);
}

static void
all_theirs_cb (DectConflictView *self)
{
  dect_conflict_view_choose_all (self, DECT_PBX_CHOICE_THEIRS);
}

static void
forget (DectConflictView *self)
{
  for (guint i = 0; self->merge != NULL && i < self->merge->conflicts->len; i++)
    g_signal_handlers_disconnect_by_data (self->merge->conflicts->pdata[i], self);
  gtk_list_view_set_model (self->list, NULL);
  gtk_list_view_set_model (self->taken_list, NULL);
  g_clear_pointer (&self->merge, dect_pbx_merge_unref);
}

static void
dect_conflict_view_dispose (GObject *object)
{
  DectConflictView *self = DECT_CONFLICT_VIEW (object);

  if (self->list != NULL)
    forget (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_CONFLICT_VIEW);
  G_OBJECT_CLASS (dect_conflict_view_parent_class)->dispose (object);
}

static void
dect_conflict_view_class_init (DectConflictViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_conflict_view_dispose;
  signals[DECIDED] = g_signal_new ("decided", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (DECT_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-conflict-view.ui");
  gtk_widget_class_bind_template_child (widget_class, DectConflictView, state);
  gtk_widget_class_bind_template_child (widget_class, DectConflictView, all);
  gtk_widget_class_bind_template_child (widget_class, DectConflictView, scroller);
  gtk_widget_class_bind_template_child (widget_class, DectConflictView, list);
  gtk_widget_class_bind_template_child (widget_class, DectConflictView, taken);
  gtk_widget_class_bind_template_child (widget_class, DectConflictView, taken_list);
  gtk_widget_class_bind_template_callback (widget_class, all_mine_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_theirs_cb);
}

static void
dect_conflict_view_init (DectConflictView *self)
{
  g_autoptr (GtkListItemFactory) rows = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) taken = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (rows, "setup", G_CALLBACK (row_set_up_cb), NULL);
  g_signal_connect (rows, "bind", G_CALLBACK (row_bind_cb), NULL);
  g_signal_connect (rows, "unbind", G_CALLBACK (row_unbind_cb), NULL);
  g_signal_connect (taken, "setup", G_CALLBACK (taken_set_up_cb), NULL);
  g_signal_connect (taken, "bind", G_CALLBACK (taken_bind_cb), NULL);
  gtk_list_view_set_factory (self->list, rows);
  gtk_list_view_set_factory (self->taken_list, taken);
  dect_accessible_name_list (GTK_WIDGET (self->list), _("Values that both changed"));
  dect_accessible_name_list (GTK_WIDGET (self->taken_list), _("Taken over by itself"));
}

void
dect_conflict_view_set_merge (DectConflictView *self, DectPbxMerge *merge)
{
  g_autoptr (GListStore) store = NULL;
  g_autoptr (GtkNoSelection) selection = NULL;

  g_return_if_fail (DECT_IS_CONFLICT_VIEW (self));

  gtk_widget_set_visible (GTK_WIDGET (self), merge != NULL);
  if (self->merge == merge)
    return;
  forget (self);
  if (merge == NULL)
    return;
  self->merge = dect_pbx_merge_ref (merge);
  show_taken (self);
  store = g_list_store_new (DECT_TYPE_PBX_CONFLICT);
  g_list_store_splice (store, 0, 0, merge->conflicts->pdata, merge->conflicts->len);
  for (guint i = 0; i < merge->conflicts->len; i++)
    g_signal_connect_object (merge->conflicts->pdata[i], "notify::choice", G_CALLBACK (update),
                             self, G_CONNECT_SWAPPED);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (store)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  gtk_widget_set_visible (self->scroller, merge->conflicts->len > 0);
  gtk_widget_set_visible (self->all, merge->conflicts->len > 0);
  update (self);
}
