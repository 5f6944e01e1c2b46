/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-replace-dialog.h"

#include <glib/gi18n.h>

#include "dect-dialog-title.h"
#include "dect-dialogs.h"
#include "dect-document-secrets.h"
#include "dect-note.h"
#include "model/dect-catalogue.h"
#include "model/dect-hardware.h"
#include "model/dect-locale.h"
#include "model/dect-mac.h"
#include "model/dect-scan.h"

struct _DectReplaceDialog
{
  AdwWindow parent_instance;
  DectDialogTitle *title;
  GtkLabel *now;
  GtkLabel *history;
  GtkEntry *entry;
  DectNote *note;

  DectDocument *document;
  guint32 id;
};

G_DEFINE_FINAL_TYPE (DectReplaceDialog, dect_replace_dialog, ADW_TYPE_WINDOW)

/* --- Replacing ----------------------------------------------------------------------------------- */

static void
copy_secrets (DectSecrets *secrets, const DectSecrets *source, const char *from, const char *to)
{
  g_auto (GStrv) keys = dect_secrets_list_keys (source, from);

  for (guint i = 0; keys[i] != NULL; i++)
    dect_secrets_set (secrets, to, keys[i], dect_secrets_get (source, from, keys[i]));
}

static char *
dup_identity (DectDocument *document, guint32 id)
{
  const DectRecord *record = dect_site_find_record (dect_document_get_site (document), id);

  return record != NULL
             ? g_strdup (dect_field_get_string (dect_hardware_field (record->kind), record))
             : NULL;
}

static gboolean
is_handset (DectDocument *document, guint32 id)
{
  const DectRecord *record = dect_site_find_record (dect_document_get_site (document), id);

  return record != NULL && record->kind == DECT_KIND_HANDSET;
}

/* Two handsets that swapped their hardware once. Passwords are kept by IPEI and belong to the user,
 * so they change places whenever the IPEIs do: by the swap, by its undo and by its redo. */
typedef struct
{
  DectDocument *document; /* it owns this */
  DectSite *site;
  guint32 ids[2];
  char *ipeis[2];
} Pair;

static void
pair_free (gpointer data)
{
  Pair *pair = data;

  g_signal_handlers_disconnect_by_data (pair->site, pair);
  g_object_unref (pair->site);
  g_free (pair->ipeis[0]);
  g_free (pair->ipeis[1]);
  g_free (pair);
}

static void
swap_secrets (DectSecrets *secrets, const char *a, const char *b)
{
  g_autoptr (DectSecrets) before = dect_secrets_copy (secrets);

  dect_secrets_remove (secrets, a);
  dect_secrets_remove (secrets, b);
  copy_secrets (secrets, before, a, b);
  copy_secrets (secrets, before, b, a);
}

static void
pair_cb (Pair *pair)
{
  g_autofree char *a = dup_identity (pair->document, pair->ids[0]);
  g_autofree char *b = dup_identity (pair->document, pair->ids[1]);

  if (a != NULL && b != NULL && g_strcmp0 (a, pair->ipeis[1]) == 0
      && g_strcmp0 (b, pair->ipeis[0]) == 0)
    swap_secrets (dect_document_secrets (pair->document), a, b);
  dect_set_str (&pair->ipeis[0], a);
  dect_set_str (&pair->ipeis[1], b);
}

/* Once for any two of them, however often they swap. */
static void
watch_pair (DectDocument *document, guint32 id, guint32 other)
{
  g_autofree char *key = g_strdup_printf ("dect-swap-%u-%u", MIN (id, other), MAX (id, other));
  Pair *pair;

  if (g_object_get_data (G_OBJECT (document), key) != NULL)
    return;
  pair = g_new0 (Pair, 1);
  pair->document = document;
  pair->site = g_object_ref (dect_document_get_site (document));
  pair->ids[0] = id;
  pair->ids[1] = other;
  pair_cb (pair);
  g_signal_connect_swapped (pair->site, "notify::generation", G_CALLBACK (pair_cb), pair);
  g_object_set_data_full (G_OBJECT (document), key, pair, pair_free);
}

gboolean
dect_replace_hardware (DectDocument *document, guint32 id, const char *text, GError **error)
{
  g_autofree char *old = NULL;
  g_autofree char *now = NULL;

  g_return_val_if_fail (DECT_IS_DOCUMENT (document), FALSE);

  old = dup_identity (document, id);
  if (!dect_hardware_set (dect_document_get_site (document), id, text, error))
    return FALSE;
  now = dup_identity (document, id);
  /* They stay with the old IPEI too: that is where they are after an undo. */
  if (old != NULL && is_handset (document, id))
    {
      DectSecrets *secrets = dect_document_secrets (document);

      copy_secrets (secrets, secrets, old, now);
    }
  return TRUE;
}

void
dect_replace_take_hardware (DectDocument *document, guint32 id, guint32 from, gboolean swap)
{
  g_return_if_fail (DECT_IS_DOCUMENT (document));

  if (swap && is_handset (document, id))
    watch_pair (document, id, from);
  dect_hardware_take (dect_document_get_site (document), id, from, swap);
}

char *
dect_replace_dup_history (DectSite *site, guint32 id)
{
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);
  const DectRecord *record;

  g_return_val_if_fail (DECT_IS_SITE (site), NULL);

  record = dect_site_find_record (site, id);
  if (record == NULL || dect_hardware_field (record->kind) == NULL)
    return NULL;
  changes = dect_hardware_history (site, id);
  for (guint i = 0; i < changes->len; i++)
    {
      const DectHardwareChange *change = changes->pdata[i];
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (change->time);
      /* Translators: a date, for g_date_time_format(): "14 Nov 2025" */
      g_autofree char *day = dect_locale_format_date (date, _("%-d %b %Y"));
      g_autofree char *shown = dect_hardware_dup_shown (record->kind, change->old);

      if (i > 0)
        g_string_append_c (lines, '\n');
      /* Translators: a date, then the MAC or IPEI that was there until then */
      g_string_append_printf (lines, _("Until %s: %s"), day, shown);
    }
  return changes->len > 0 ? g_string_free (g_steal_pointer (&lines), FALSE) : NULL;
}

/* --- The row of an inspector --------------------------------------------------------------------- */

GtkWidget *
dect_hardware_row_new (void)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_("Re_place…"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Hardware"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Another device comes in this place"));
  /* The target first: without one the action would not take it. */
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", 0);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.replace-hardware");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_object_set_data (G_OBJECT (row), "dect-button", button);
  return row;
}

void
dect_hardware_row_set (GtkWidget *row, DectSite *site, guint32 id)
{
  g_autofree char *history = NULL;
  GtkWidget *button;

  g_return_if_fail (ADW_IS_ACTION_ROW (row));

  button = g_object_get_data (G_OBJECT (row), "dect-button");
  history = dect_replace_dup_history (site, id);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               history != NULL ? history : _("Nothing was here before."));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", id);
}

/* --- The dialog ---------------------------------------------------------------------------------- */

static DectSite *
get_site (DectReplaceDialog *self)
{
  return dect_document_get_site (self->document);
}

/* What is wrong with what stands in the entry; NULL and no warning when nothing is. */
static char *
judge (DectReplaceDialog *self, gboolean *warning)
{
  const DectRecord *record = dect_site_find_record (get_site (self), self->id);
  const DectField *field = dect_hardware_field (record->kind);
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;
  g_autofree char *title = NULL;
  DectMac mac;
  guint32 other;

  *warning = FALSE;
  value = dect_scan_read (field->type, gtk_editable_get_text (GTK_EDITABLE (self->entry)), NULL,
                          &error);
  if (value == NULL)
    return g_strdup (error->message);
  if (g_strcmp0 (value, dect_field_get_string (field, record)) == 0)
    return g_strdup (_("This is the device that is there already."));
  other = dect_hardware_find (get_site (self), record->kind, value, self->id);
  if (other != 0)
    {
      title = dect_record_title (dect_site_find_record (get_site (self), other));
      return g_strdup_printf (_("It is at %s already; no two can have it."), title);
    }
  if (field->type == DECT_FIELD_MAC && dect_mac_parse (value, &mac, NULL)
      && dect_catalogue_vendor (&mac) == NULL)
    {
      *warning = TRUE;
      return g_strdup (_("It is not of a known maker of base stations: is it the right label?"));
    }
  return NULL;
}

static void
changed_cb (DectReplaceDialog *self)
{
  gboolean empty = *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0';
  gboolean warning = FALSE;
  g_autofree char *problem = NULL;

  if (self->document == NULL || dect_site_find (get_site (self), self->id) == NULL)
    return;
  problem = empty ? NULL : judge (self, &warning);
  dect_note_set (self->note, warning ? DECT_NOTE_WARNING : DECT_NOTE_ERROR, problem);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  problem != NULL ? problem : "", -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "replace.apply",
                                 !empty && (problem == NULL || warning));
}

static void
activate_cb (DectReplaceDialog *self)
{
  /* With something wrong it is refused, and the note says why already. */
  if (!gtk_widget_activate_action (GTK_WIDGET (self), "replace.apply", NULL))
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
apply_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectReplaceDialog *self = DECT_REPLACE_DIALOG (widget);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;

  if (dect_site_find (get_site (self), self->id) == NULL)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  if (!dect_replace_hardware (self->document, self->id,
                              gtk_editable_get_text (GTK_EDITABLE (self->entry)), &error))
    {
      dect_note_set (self->note, DECT_NOTE_ERROR, error->message);
      return;
    }
  title = dect_record_title (dect_site_find_record (get_site (self), self->id));
  if (ADW_IS_APPLICATION_WINDOW (parent))
    dect_toast_undo (adw_application_window_get_content (ADW_APPLICATION_WINDOW (parent)),
                     /* Translators: %s is “base station 4 (Lab)” */
                     _("New hardware at %s"), title);
  gtk_window_close (GTK_WINDOW (self));
}

static void
dect_replace_dialog_dispose (GObject *object)
{
  DectReplaceDialog *self = DECT_REPLACE_DIALOG (object);

  g_clear_object (&self->document);
  adw_window_set_content (ADW_WINDOW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_REPLACE_DIALOG);
  G_OBJECT_CLASS (dect_replace_dialog_parent_class)->dispose (object);
}

static void
dect_replace_dialog_class_init (DectReplaceDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_replace_dialog_dispose;
  g_type_ensure (DECT_TYPE_DIALOG_TITLE);
  g_type_ensure (DECT_TYPE_NOTE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-replace-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DectReplaceDialog, title);
  gtk_widget_class_bind_template_child (widget_class, DectReplaceDialog, now);
  gtk_widget_class_bind_template_child (widget_class, DectReplaceDialog, history);
  gtk_widget_class_bind_template_child (widget_class, DectReplaceDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, DectReplaceDialog, note);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_install_action (widget_class, "replace.apply", NULL, apply_action);
}

static void
dect_replace_dialog_init (DectReplaceDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "replace.apply", FALSE);
}

static void
show_present (DectReplaceDialog *self, const DectRecord *record)
{
  gboolean rfp = record->kind == DECT_KIND_RFP;
  const char *identity = dect_field_get_string (dect_hardware_field (record->kind), record);
  g_autofree char *title = dect_record_title (record);
  g_autofree char *shown
      = identity != NULL ? dect_hardware_dup_shown (record->kind, identity) : NULL;
  g_autofree char *now = identity != NULL ? g_strdup_printf (_("There now: %s"), shown)
                                          : g_strdup (_("There is none yet."));
  g_autofree char *history = dect_replace_dup_history (get_site (self), record->id);

  dect_dialog_title_set_subtitle (self->title, title);
  gtk_label_set_text (self->now, now);
  gtk_label_set_text (self->history, history != NULL ? history : "");
  gtk_widget_set_visible (GTK_WIDGET (self->history), history != NULL);
  gtk_entry_set_placeholder_text (self->entry, rfp ? _("MAC address of the new device")
                                                   : _("IPEI of the new device"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
      rfp ? _("MAC address of the new device") : _("IPEI of the new device"), -1);
}

DectReplaceDialog *
dect_replace_dialog_open (GtkWindow *parent, DectDocument *document, guint32 id)
{
  DectReplaceDialog *self;
  const DectRecord *record;

  g_return_val_if_fail (DECT_IS_DOCUMENT (document), NULL);

  record = dect_site_find_record (dect_document_get_site (document), id);
  if (record == NULL || dect_hardware_field (record->kind) == NULL)
    return NULL;
  self = g_object_new (DECT_TYPE_REPLACE_DIALOG, "transient-for", parent, NULL);
  self->document = g_object_ref (document);
  self->id = id;
  show_present (self, record);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
