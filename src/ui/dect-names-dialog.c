/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-names-dialog.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "dect-dialog-title.h"
#include "dect-dialogs.h"
#include "dect-note.h"

/* How many base stations the PBX knows already are named before the list is cut. */
#define MAX_KNOWN 5

/* --- A row --------------------------------------------------------------------------------------- */

#define DECT_TYPE_NAME_ROW (dect_name_row_get_type ())
G_DECLARE_FINAL_TYPE (DectNameRow, dect_name_row, DECT, NAME_ROW, GObject)

struct _DectNameRow
{
  GObject parent_instance;
  const DectPbxProposal *proposal; /* the dialog's */
  gboolean chosen;
};

enum
{
  PROP_0,
  PROP_CHOSEN,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DectNameRow, dect_name_row, G_TYPE_OBJECT)

static void
dect_name_row_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, DECT_NAME_ROW (object)->chosen);
}

static void
dect_name_row_set_property (GObject *object,
                            guint property_id,
                            const GValue *value,
                            GParamSpec *pspec)
{
  DectNameRow *self = DECT_NAME_ROW (object);
  gboolean chosen = g_value_get_boolean (value) && self->proposal->name != NULL;

  if (self->chosen == chosen)
    return;
  self->chosen = chosen;
  g_object_notify_by_pspec (object, pspec);
}

static void
dect_name_row_class_init (DectNameRowClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = dect_name_row_get_property;
  G_OBJECT_CLASS (klass)->set_property = dect_name_row_set_property;
  properties[PROP_CHOSEN]
      = g_param_spec_boolean ("chosen", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
dect_name_row_init (DectNameRow *self)
{
}

/* --- The dialog ---------------------------------------------------------------------------------- */

struct _DectNamesDialog
{
  AdwWindow parent_instance;
  GtkButton *take;
  GtkStack *stack;
  GtkLabel *state;
  DectNote *note;
  GtkWidget *scroller;
  GtkListView *list;

  DectPbxSession *session;
  DectPbxDirectory *directory; /* whose proposals are shown */
  GPtrArray *proposals;        /* DectPbxProposal */
  GListStore *rows;
  gboolean asked;
};

G_DEFINE_FINAL_TYPE (DectNamesDialog, dect_names_dialog, ADW_TYPE_WINDOW)

static char *
dup_words (const DectPbxProposal *proposal)
{
  const char *current = proposal->current != NULL ? proposal->current : _("no name");

  if (proposal->name != NULL)
    /* Translators: number, name in the plan, name at the PBX */
    return g_strdup_printf (_("%s: %s → %s"), proposal->number, current, proposal->name);
  if (proposal->n_users > 1)
    return g_strdup_printf (_("%s: %s. %u users have this number at the PBX."), proposal->number,
                            current, proposal->n_users);
  return g_strdup_printf (_("%s: %s. The PBX does not know this number."), proposal->number,
                          current);
}

static void
set_up_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *button = gtk_check_button_new ();

  gtk_widget_add_css_class (button, "conflict");
  gtk_list_item_set_child (item, button);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *button = gtk_list_item_get_child (item);
  DectNameRow *row = gtk_list_item_get_item (item);
  g_autofree char *text = dup_words (row->proposal);

  gtk_check_button_set_label (GTK_CHECK_BUTTON (button), text);
  gtk_widget_set_sensitive (button, row->proposal->name != NULL);
  dect_accessible_name_row (button, text);
  g_object_set_data_full (
      G_OBJECT (item), "binding",
      g_object_ref (g_object_bind_property (row, "chosen", button, "active",
                                            G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE)),
      g_object_unref);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GBinding *binding = g_object_get_data (G_OBJECT (item), "binding");

  g_binding_unbind (binding);
  g_object_set_data (G_OBJECT (item), "binding", NULL);
}

static void
chosen_cb (DectNamesDialog *self)
{
  guint n = 0;
  g_autofree char *label = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      g_autoptr (DectNameRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      n += row->chosen;
    }
  label = n > 0 ? g_strdup_printf (ngettext ("_Take %u name", "_Take %u names", n), n)
                : g_strdup (_("_Take names"));
  gtk_button_set_label (self->take, label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "names.take", n > 0);
}

/* What can be taken first, then what is there twice, then what the PBX does not know. */
static int
compare_rows (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const DectPbxProposal *first = DECT_NAME_ROW ((gpointer) a)->proposal;
  const DectPbxProposal *second = DECT_NAME_ROW ((gpointer) b)->proposal;
  int order = (second->name != NULL) - (first->name != NULL);

  return order != 0 ? order : (int) (second->n_users > 1) - (int) (first->n_users > 1);
}

/* An empty name is filled in unasked; one that somebody typed is not. */
static void
fill_rows (DectNamesDialog *self)
{
  g_list_store_remove_all (self->rows);
  for (guint i = 0; i < self->proposals->len; i++)
    {
      const DectPbxProposal *proposal = self->proposals->pdata[i];
      g_autoptr (DectNameRow) row = g_object_new (DECT_TYPE_NAME_ROW, NULL);

      row->proposal = proposal;
      row->chosen
          = proposal->name != NULL && (proposal->current == NULL || *proposal->current == '\0');
      g_signal_connect_object (row, "notify::chosen", G_CALLBACK (chosen_cb), self,
                               G_CONNECT_SWAPPED);
      g_list_store_append (self->rows, row);
    }
  g_list_store_sort (self->rows, compare_rows, NULL);
}

static char *
dup_known (DectNamesDialog *self, DectSnapshot *snapshot)
{
  g_autoptr (GPtrArray) known = dect_pbx_directory_find_known (self->directory, snapshot);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (known->len, MAX_KNOWN); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (char *) known->pdata[i]);
  if (known->len > MAX_KNOWN)
    g_string_append (text, "\n…");
  return g_string_free (text, FALSE);
}

static void
show_directory (DectNamesDialog *self)
{
  DectDocument *document = dect_pbx_session_get_document (self->session);
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (dect_document_get_site (document));
  g_autofree char *known = NULL;
  g_autofree char *text = NULL;

  g_clear_pointer (&self->proposals, g_ptr_array_unref);
  self->proposals = dect_pbx_directory_propose (self->directory, snapshot);
  known = dup_known (self, snapshot);
  if (self->proposals->len > 0)
    text = g_strdup_printf (
        _("The PBX has %u users and %u locations. Where a number is known there, its name can be "
           "taken over; nothing is written to the PBX."),
        self->directory->users->len, self->directory->locations->len);
  else
    text = g_strdup_printf (_("The PBX has %u users and %u locations. Every handset with a number "
                               "has the name that the "
                               "PBX has for it."),
                            self->directory->users->len, self->directory->locations->len);
  gtk_label_set_text (self->state, text);
  dect_note_set (self->note, DECT_NOTE_WARNING, known);
  gtk_widget_set_visible (self->scroller, self->proposals->len > 0);
  fill_rows (self);
  chosen_cb (self);
  gtk_stack_set_visible_child_name (self->stack, "list");
}

static void
session_changed_cb (DectNamesDialog *self)
{
  const GError *error = dect_pbx_session_get_error (self->session, DECT_SESSION_DIRECTORY);
  DectPbxDirectory *directory = dect_pbx_session_get_directory (self->session);
  gboolean idle = dect_pbx_session_get_task (self->session) == DECT_SESSION_NOTHING;

  if (dect_pbx_session_get_info (self->session) == NULL)
    gtk_stack_set_visible_child_name (self->stack, "connect");
  else if (idle && error != NULL)
    {
      gtk_label_set_text (self->state, "");
      dect_note_set (self->note, DECT_NOTE_ERROR, error->message);
      gtk_widget_set_visible (self->scroller, FALSE);
      gtk_stack_set_visible_child_name (self->stack, "list");
    }
  else if (!idle)
    gtk_stack_set_visible_child_name (self->stack, "reading");
  else if (!self->asked)
    {
      self->asked = TRUE;
      dect_pbx_session_read_directory (self->session);
    }
  else if (directory != NULL && directory != self->directory)
    {
      g_clear_pointer (&self->directory, dect_pbx_directory_unref);
      self->directory = dect_pbx_directory_ref (directory);
      show_directory (self);
    }
}

static void
take_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectNamesDialog *self = DECT_NAMES_DIALOG (widget);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  DectDocument *document = dect_pbx_session_get_document (self->session);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  guint n;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      g_autoptr (DectNameRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      if (row->chosen)
        g_ptr_array_add (wanted, (gpointer) row->proposal);
    }
  n = dect_pbx_directory_adopt (dect_document_get_site (document), wanted);
  if (ADW_IS_APPLICATION_WINDOW (parent))
    dect_toast_undo (adw_application_window_get_content (ADW_APPLICATION_WINDOW (parent)),
                     ngettext ("%u handset named", "%u handsets named", n), n);
  gtk_window_close (GTK_WINDOW (self));
}

static void
connect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));

  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.connect-pbx", NULL);
  gtk_window_close (GTK_WINDOW (widget));
}

/* Reading goes on for nobody when the dialog is closed. */
static gboolean
dect_names_dialog_close_request (GtkWindow *window)
{
  DectNamesDialog *self = DECT_NAMES_DIALOG (window);

  if (dect_pbx_session_get_task (self->session) == DECT_SESSION_DIRECTORY)
    dect_pbx_session_cancel (self->session);
  return GTK_WINDOW_CLASS (dect_names_dialog_parent_class)->close_request (window);
}

static void
dect_names_dialog_dispose (GObject *object)
{
  DectNamesDialog *self = DECT_NAMES_DIALOG (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->session);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->proposals, g_ptr_array_unref);
  g_clear_pointer (&self->directory, dect_pbx_directory_unref);
  adw_window_set_content (ADW_WINDOW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_NAMES_DIALOG);
  G_OBJECT_CLASS (dect_names_dialog_parent_class)->dispose (object);
}

static void
dect_names_dialog_class_init (DectNamesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_names_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = dect_names_dialog_close_request;
  g_type_ensure (DECT_TYPE_DIALOG_TITLE);
  g_type_ensure (DECT_TYPE_NOTE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-names-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DectNamesDialog, take);
  gtk_widget_class_bind_template_child (widget_class, DectNamesDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, DectNamesDialog, state);
  gtk_widget_class_bind_template_child (widget_class, DectNamesDialog, note);
  gtk_widget_class_bind_template_child (widget_class, DectNamesDialog, scroller);
  gtk_widget_class_bind_template_child (widget_class, DectNamesDialog, list);
  gtk_widget_class_install_action (widget_class, "names.take", NULL, take_action);
  gtk_widget_class_install_action (widget_class, "names.connect", NULL, connect_action);
}

static void
dect_names_dialog_init (DectNamesDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  self->rows = g_list_store_new (DECT_TYPE_NAME_ROW);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->rows)));
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  dect_accessible_name_list (GTK_WIDGET (self->list), _("Names from the PBX"));
  chosen_cb (self);
}

DectNamesDialog *
dect_names_dialog_open (GtkWindow *parent, DectPbxSession *session)
{
  DectNamesDialog *self;

  g_return_val_if_fail (DECT_IS_PBX_SESSION (session), NULL);

  self = g_object_new (DECT_TYPE_NAMES_DIALOG, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  session_changed_cb (self);
  dect_dialog_present (GTK_WINDOW (self), parent);
  return self;
}

GListModel *
dect_names_dialog_get_rows (DectNamesDialog *self)
{
  g_return_val_if_fail (DECT_IS_NAMES_DIALOG (self), NULL);

  return G_LIST_MODEL (self->rows);
}
