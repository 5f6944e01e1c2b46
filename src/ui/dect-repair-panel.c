/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-repair-panel.h"

#include <glib/gi18n.h>
#include <math.h>

#include "dect-note.h"
#include "dect-panel.h"

struct _DectRepairPanel
{
  AdwBin parent_instance;
  DectFixer *fixer;
  GtkLabel *problem;
  GtkWidget *busy;
  GtkSpinner *spinner;
  DectNote *note;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (DectRepairPanel, dect_repair_panel, ADW_TYPE_BIN)

static guint closed_signal;

/* --- Words ---------------------------------------------------------------------------------------
 */

static void
add_count (GString *text, const char *format, guint before, guint after)
{
  if (before == after)
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append_printf (text, format, before, after);
}

char *
dect_repair_dup_gain (DectRepair *repair)
{
  GString *text = g_string_new (NULL);
  const DectRepairFigures *before, *after;

  g_return_val_if_fail (repair != NULL, g_string_free (text, FALSE));

  before = dect_repair_get_before (repair);
  after = dect_repair_get_after (repair);
  /* Translators: figures of a plan before and after a repair */
  add_count (text, _("not reached: %u → %u"), before->n_lost, after->n_lost);
  add_count (text, _("lost at the worst failure: %u → %u"), before->worst_lost, after->worst_lost);
  add_count (text, _("cut base stations: %u → %u"), before->n_cuts, after->n_cuts);
  add_count (text, _("single links: %u → %u"), before->n_single_links, after->n_single_links);
  add_count (text, _("weak links: %u → %u"), before->n_weak, after->n_weak);
  add_count (text, _("clusters: %u → %u"), before->n_clusters, after->n_clusters);
  if (!isnan (after->margin_db))
    {
      if (text->len > 0)
        g_string_append (text, " · ");
      g_string_append_printf (text, _("%.0f dB to spare"), after->margin_db);
    }
  if (!isnan (before->share) && !isnan (after->share)
      && fabs (before->share - after->share) >= 0.0005)
    {
      if (text->len > 0)
        g_string_append (text, " · ");
      g_string_append_printf (text, _("coverage: %.1f %% → %.1f %%"), before->share * 100,
                              after->share * 100);
    }
  return g_string_free (text, FALSE);
}

/* --- Rows ----------------------------------------------------------------------------------------
 */

static DectRepair *
row_repair (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "repair");
}

static void
apply_cb (GtkButton *button, DectRepairPanel *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_BOX_ROW);
  g_autoptr (DectRepair) repair = dect_repair_ref (row_repair (GTK_LIST_BOX_ROW (row)));
  g_autoptr (DectFixer) fixer = g_object_ref (self->fixer);

  g_signal_emit (self, closed_signal, 0);
  dect_fixer_apply (fixer, repair);
}

static GtkWidget *
row_new (DectRepairPanel *self, DectRepair *repair, gboolean best)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *apply = gtk_button_new_with_mnemonic (_("_Apply"));
  g_autofree char *gain = dect_repair_dup_gain (repair);

  gtk_widget_add_css_class (box, "way");
  gtk_box_append (GTK_BOX (box), dect_panel_label_new (dect_repair_get_text (repair), NULL));
  if (*gain != '\0')
    gtk_box_append (GTK_BOX (box), dect_panel_label_new (gain, "dim-label"));
  if (dect_repair_get_loss (repair) != NULL)
    gtk_box_append (GTK_BOX (box), dect_panel_label_new (dect_repair_get_loss (repair), "warning"));
  gtk_widget_set_halign (apply, GTK_ALIGN_END);
  if (best)
    gtk_widget_add_css_class (apply, "suggested-action");
  gtk_accessible_update_property (GTK_ACCESSIBLE (apply), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  dect_repair_get_label (repair), -1);
  g_signal_connect_object (apply, "clicked", G_CALLBACK (apply_cb), self, 0);
  gtk_box_append (GTK_BOX (box), apply);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  dect_repair_get_text (repair), -1);
  g_object_set_data_full (G_OBJECT (row), "repair", dect_repair_ref (repair),
                          (GDestroyNotify) dect_repair_unref);
  return row;
}

/* The selected way is shown on the plan, on the floor where it happens. */
static void
row_selected_cb (GtkListBox *list, GtkListBoxRow *row, DectRepairPanel *self)
{
  DectDocument *document;
  g_autoptr (DectPreview) preview = NULL;

  if (self->fixer == NULL || row == NULL)
    return;
  document = dect_fixer_get_document (self->fixer);
  preview = dect_fixer_preview (self->fixer, row_repair (row));
  if (preview->ghosts->len > 0)
    dect_document_set_floor (document, g_array_index (preview->ghosts, DectGhost, 0).floor);
  dect_document_set_preview (document, preview);
}

static void
clear (DectRepairPanel *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
update (DectRepairPanel *self)
{
  GPtrArray *suggestions = dect_fixer_get_suggestions (self->fixer);
  gboolean busy = dect_fixer_is_busy (self->fixer);

  clear (self);
  gtk_widget_set_visible (self->busy, busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_label_set_text (self->problem, dect_fixer_get_problem (self->fixer) != NULL
                                         ? dect_fixer_get_problem (self->fixer)
                                         : "");
  dect_note_set (self->note, DECT_NOTE_INFO,
                 suggestions != NULL && suggestions->len == 0
                     ? _("No single step that repairs this was found. Place another base station "
                          "between both parts, or let “Place automatically” plan the floor anew.")
                     : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->list), suggestions != NULL && suggestions->len > 0);
  for (guint i = 0; suggestions != NULL && i < suggestions->len; i++)
    gtk_list_box_append (self->list, row_new (self, suggestions->pdata[i], i == 0));
  if (suggestions != NULL && suggestions->len > 0)
    gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

/* --- Widget --------------------------------------------------------------------------------------
 */

static void
close_cb (DectRepairPanel *self)
{
  g_signal_emit (self, closed_signal, 0);
}

static void
cancel_cb (DectRepairPanel *self)
{
  if (self->fixer != NULL)
    dect_fixer_cancel (self->fixer);
  g_signal_emit (self, closed_signal, 0);
}

static void
dect_repair_panel_dispose (GObject *object)
{
  dect_repair_panel_set_fixer (DECT_REPAIR_PANEL (object), NULL);
  G_OBJECT_CLASS (dect_repair_panel_parent_class)->dispose (object);
}

static void
dect_repair_panel_class_init (DectRepairPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dect_repair_panel_dispose;
  closed_signal = g_signal_new ("closed", DECT_TYPE_REPAIR_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_busy (DectRepairPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *label = gtk_label_new (_("Looking for ways…"));
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (cancel_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->spinner));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), cancel);
  return box;
}

static void
dect_repair_panel_init (DectRepairPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);

  self->problem = GTK_LABEL (dect_panel_label_new (NULL, NULL));
  self->busy = make_busy (self);
  self->note = g_object_new (DECT_TYPE_NOTE, NULL);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Ways to repair"), -1);
  g_signal_connect_object (self->list, "row-selected", G_CALLBACK (row_selected_cb), self, 0);
  gtk_box_append (GTK_BOX (box),
                  dect_panel_head_new (_("Ways to repair"), G_CALLBACK (close_cb), self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->problem));
  gtk_box_append (GTK_BOX (box), self->busy);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  adw_bin_set_child (ADW_BIN (self), dect_panel_clamp_new (box));
}

GtkWidget *
dect_repair_panel_new (void)
{
  return g_object_new (DECT_TYPE_REPAIR_PANEL, NULL);
}

void
dect_repair_panel_set_fixer (DectRepairPanel *self, DectFixer *fixer)
{
  g_return_if_fail (DECT_IS_REPAIR_PANEL (self));
  g_return_if_fail (fixer == NULL || DECT_IS_FIXER (fixer));

  if (self->fixer == fixer)
    return;
  if (self->fixer != NULL)
    {
      DectDocument *document = dect_fixer_get_document (self->fixer);

      g_signal_handlers_disconnect_by_data (self->fixer, self);
      g_signal_handlers_disconnect_by_data (dect_document_get_site (document), self);
      dect_document_set_preview (document, NULL);
    }
  g_set_object (&self->fixer, fixer);
  clear (self);
  if (fixer == NULL)
    return;
  g_signal_connect_object (fixer, "notify::busy", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fixer, "notify::suggestions", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  /* What was worked out is for the plan as it was. */
  g_signal_connect_object (dect_document_get_site (dect_fixer_get_document (fixer)),
                           "notify::generation", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
  update (self);
}
