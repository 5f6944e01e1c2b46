/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-switch-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "dect-field-row.h"
#include "dect-note.h"
#include "dect-settled-list.h"
#include "dect-wrap-box.h"
#include "model/dect-edit.h"
#include "model/dect-locale.h"
#include "model/dect-switch-load.h"

struct _DectSwitchView
{
  AdwBin parent_instance;
  GtkListBox *rows;
  DectNote *note;

  DectDocument *document;
  DectSettledList *list;
};

G_DEFINE_FINAL_TYPE (DectSwitchView, dect_switch_view, ADW_TYPE_BIN)

/* --- What stands in a row ------------------------------------------------------------------------- */

/* "3 of 24 ports, 31.2 of 370 W" */
static char *
dup_load (const DectSwitch *network_switch, const DectSwitchLoad *load)
{
  g_autofree char *need = dect_locale_dup_number (load->need_w, 1);
  g_autofree char *ports = NULL, *watts = NULL;

  if (network_switch->ports != DECT_UNSET)
    ports = g_strdup_printf (
        ngettext ("%u of %d port", "%u of %d ports", (gulong) network_switch->ports), load->n_fed,
        network_switch->ports);
  else
    ports = g_strdup_printf (ngettext ("%u port", "%u ports", load->n_fed), load->n_fed);
  if (isfinite (network_switch->poe_w))
    {
      g_autofree char *budget = dect_locale_dup_number (network_switch->poe_w, 1);

      watts = g_strdup_printf (_("%s of %s W"), need, budget);
    }
  else
    watts = g_strdup_printf (_("%s W"), need);
  return g_strdup_printf (_("%s, %s"), ports, watts);
}

/* What the checks say of it, a line each; (nullable): nothing. */
static char *
dup_findings (DectSwitchView *self, guint32 id)
{
  DectAnalysis *analysis = dect_document_get_analysis (self->document);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; analysis != NULL && i < analysis->findings->len; i++)
    {
      const DectFinding *finding = g_ptr_array_index (analysis->findings, i);
      guint n_objects;
      const guint32 *objects = dect_finding_get_objects (finding, &n_objects);

      if (n_objects > 0 && objects[0] == id)
        g_string_append_printf (text, "\n%s", dect_finding_get_text (finding));
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static void
show_row (DectSwitchView *self, DectSnapshot *snapshot, GtkWidget *row, DectItem *item)
{
  const DectSwitch *network_switch = DECT_SWITCH (dect_item_get_record (item));
  g_autofree char *title = NULL, *load_text = NULL, *findings = NULL, *subtitle = NULL;
  GtkWidget *icon = g_object_get_data (G_OBJECT (row), "icon");
  DectSwitchLoad load;

  dect_switch_load (snapshot, network_switch->head.id, &load);
  load_text = dup_load (network_switch, &load);
  findings = dup_findings (self, network_switch->head.id);
  title = network_switch->name != NULL ? g_strdup (network_switch->name)
                                       : dect_record_title (&network_switch->head);
  subtitle = g_strconcat (load_text, findings, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  gtk_image_set_from_icon_name (GTK_IMAGE (icon),
                                findings != NULL ? "dialog-warning-symbolic" : "dect-dot-symbolic");
  gtk_widget_set_css_classes (icon,
                              (const char *[]){ findings != NULL ? "warning" : "success", NULL });
}

/* Base stations that hang on nothing are told only where there is something to hang them on. */
static void
show_note (DectSwitchView *self, DectSnapshot *snapshot)
{
  g_autofree char *text = NULL;
  DectSwitchLoad load;

  dect_switch_load (snapshot, 0, &load);
  if (load.n_fed > 0 && dect_snapshot_count (snapshot, DECT_KIND_SWITCH) > 0)
    text = g_strdup_printf (ngettext ("%u base station is connected to no switch in the plan.",
                                      "%u base stations are connected to no switch in the plan.",
                                      load.n_fed),
                            load.n_fed);
  dect_note_set (self->note, DECT_NOTE_INFO, text);
}

static void
update (DectSwitchView *self)
{
  g_autoptr (DectSnapshot) snapshot = NULL;
  guint n;

  if (self->list == NULL)
    return;
  snapshot = dect_site_snapshot (dect_document_get_site (self->document));
  n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      show_row (self, snapshot, GTK_WIDGET (gtk_list_box_get_row_at_index (self->rows, (gint) i)),
                item);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->rows), n > 0);
  show_note (self, snapshot);
}

/* --- Rows ------------------------------------------------------------------------------------------ */

static GtkWidget *
remove_row_new (guint32 id)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Remove"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "switches.remove");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", id);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), button);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

static GtkWidget *
row_new (gpointer object, gpointer user_data)
{
  static const char *const fields[] = { "name", "ports", "poe_w", "location", "riser" };
  DectSwitchView *self = user_data;
  DectItem *item = object;
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *icon = gtk_image_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), icon);
  g_object_set_data (G_OBJECT (row), "icon", icon);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                              dect_field_row_new (DECT_KIND_SWITCH, fields[i]));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), remove_row_new (dect_item_get_id (item)));
  dect_field_rows_set_item (row, self->document, item);
  return row;
}

/* --- Actions --------------------------------------------------------------------------------------- */

static gboolean
is_taken (DectSnapshot *snapshot, const char *name)
{
  guint n = dect_snapshot_count (snapshot, DECT_KIND_SWITCH);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (dect_snapshot_switch (snapshot, i)->name, name) == 0)
      return TRUE;
  return FALSE;
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectSwitchView *self = DECT_SWITCH_VIEW (widget);
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autofree char *title = NULL, *label = NULL;
  DectSwitch *network_switch;
  GtkListBoxRow *row;
  guint n;

  if (self->document == NULL)
    return;
  snapshot = dect_site_snapshot (dect_document_get_site (self->document));
  n = dect_snapshot_count (snapshot, DECT_KIND_SWITCH);
  network_switch = dect_switch_new ();
  for (guint i = n + 1; title == NULL || is_taken (snapshot, title); i++)
    {
      g_autofree char *digits = g_strdup_printf ("%u", i);

      g_free (title);
      title = g_strdup_printf (_("Switch %s"), digits);
    }
  dect_set_str (&network_switch->name, title);
  label = g_strdup_printf (_("Add %s"), title);
  dect_history_put_one (dect_document_get_history (self->document), DECT_RECORD (network_switch),
                        label, NULL);
  row = gtk_list_box_get_row_at_index (self->rows, (gint) n);
  if (row == NULL)
    return;
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectSwitchView *self = DECT_SWITCH_VIEW (widget);
  guint32 id = g_variant_get_uint32 (parameter);

  if (self->document != NULL)
    dect_edit_remove (dect_document_get_site (self->document), &id, 1);
}

/* --- Widget ---------------------------------------------------------------------------------------- */

static void
dect_switch_view_dispose (GObject *object)
{
  DectSwitchView *self = DECT_SWITCH_VIEW (object);

  dect_switch_view_set_document (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_SWITCH_VIEW);
  G_OBJECT_CLASS (dect_switch_view_parent_class)->dispose (object);
}

static void
dect_switch_view_class_init (DectSwitchViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_switch_view_dispose;
  g_type_ensure (DECT_TYPE_NOTE);
  g_type_ensure (DECT_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-switch-view.ui");
  gtk_widget_class_bind_template_child (widget_class, DectSwitchView, rows);
  gtk_widget_class_bind_template_child (widget_class, DectSwitchView, note);
  gtk_widget_class_install_action (widget_class, "switches.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "switches.remove", "u", remove_action);
}

static void
dect_switch_view_init (DectSwitchView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
dect_switch_view_set_document (DectSwitchView *self, DectDocument *document)
{
  g_return_if_fail (DECT_IS_SWITCH_VIEW (self));
  g_return_if_fail (document == NULL || DECT_IS_DOCUMENT (document));

  if (self->document == document)
    return;
  if (self->document != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->document, self);
      g_signal_handlers_disconnect_by_data (self->list, self);
    }
  if (self->rows != NULL)
    gtk_list_box_bind_model (self->rows, NULL, NULL, NULL, NULL);
  g_clear_object (&self->list);
  g_set_object (&self->document, document);
  if (document == NULL)
    return;
  self->list = dect_settled_list_new (dect_document_get_site (document), DECT_KIND_SWITCH);
  gtk_list_box_bind_model (self->rows, G_LIST_MODEL (self->list), row_new, self, NULL);
  /* After the list box, so that the rows are there. */
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (document, "notify::analysis", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}
