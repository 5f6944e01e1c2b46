/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "dect-csv-dialog.h"
#include "dect-dialogs.h"
#include "dect-field-cell.h"
#include "dect-file-chooser.h"
#include "dect-omm-dialog.h"
#include "dect-recent.h"
#include "dect-replace-dialog.h"
#include "dect-site-settings.h"
#include "dect-takeover-dialog.h"
#include "dect-window-private.h"
#include "omm/dect-omm-backup.h"
#include "store/dect-sample.h"
#include "store/dect-save.h"

/* --- Opening -------------------------------------------------------------------------------------
 */

/* A site opens in this window when it shows none, or a new one nobody has touched. */
static DectWindow *
window_for_site (DectWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  DectWindow *window;

  if (dect_window_is_free (self)
      || (self->document != NULL && self->opening == NULL
          && dect_document_get_file (self->document) == NULL
          && !dect_document_get_modified (self->document)))
    return self;
  window = dect_window_new (application);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DectDocument) document = dect_document_load_finish (result, &error);
  g_autoptr (GFile) file = NULL;

  /* Another file was asked for meanwhile; that one says how it went. */
  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result)))
      && self->cancellable != g_task_get_cancellable (G_TASK (result)))
    return;
  file = g_steal_pointer (&self->opening);
  if (document != NULL)
    {
      dect_window_say (self, NULL);
      dect_window_set_document (self, document);
      dect_recent_add (document);
      dect_window_offer_drafts (self, dect_document_get_file (document));
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, self->document != NULL ? "site" : "start");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  dect_window_say (self, error->message);
  if (file != NULL)
    {
      dect_window_offer_drafts (self, file);
      dect_window_offer_repair (self, file, error);
    }
}

void
dect_window_open (DectWindow *self, GFile *file)
{
  DectWindow *other;

  g_return_if_fail (DECT_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  other = dect_window_find (gtk_window_get_application (GTK_WINDOW (self)), file);
  if (other != NULL)
    {
      gtk_window_present (GTK_WINDOW (other));
      dect_toast (GTK_WIDGET (other->stack), "%s", _("This site is open already: here it is."));
      return;
    }
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_set_object (&self->opening, file);
  gtk_stack_set_visible_child_name (self->stack, "busy");
  dect_document_load_async (file, self->cancellable, opened_cb, g_object_ref (self));
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (DectDocument) document = dect_document_new ();
  DectWindow *window = window_for_site (DECT_WINDOW (widget));

  dect_window_say (window, NULL);
  dect_window_set_document (window, document);
}

/* In the window that has it already, in this one, or in a new one. */
static void
open_somewhere (DectWindow *self, GFile *file)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  dect_window_open (dect_window_find (application, file) != NULL ? self : window_for_site (self),
                    file);
}

static void
chosen_open_cb (GFile *file, gpointer user_data)
{
  open_somewhere (user_data, file);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dect_file_chooser_open (GTK_WINDOW (widget), _("Open a site"), DECT_FILE_SITE, chosen_open_cb,
                          G_OBJECT (widget));
}

static void
open_uri_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  open_somewhere (DECT_WINDOW (widget), file);
}

static void
sample_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectSite) site = dect_sample_new (&error);
  g_autoptr (DectDocument) document = NULL;

  if (site == NULL)
    {
      dect_window_say (DECT_WINDOW (widget), error->message);
      return;
    }
  document = dect_document_new_for_site (site);
  dect_window_set_document (window_for_site (DECT_WINDOW (widget)), document);
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_cancellable_cancel (DECT_WINDOW (widget)->cancellable);
}

/* --- Files dropped -------------------------------------------------------------------------------
 */

static gboolean
is_site (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return name != NULL && g_str_has_suffix (name, ".handover");
}

static gboolean
is_table (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *lower = name != NULL ? g_ascii_strdown (name, -1) : NULL;

  return lower != NULL
         && (g_str_has_suffix (lower, ".csv") || g_str_has_suffix (lower, ".tsv")
             || g_str_has_suffix (lower, ".txt"));
}

/* The names that this program and the PBX give. */
static gboolean
is_omm_file (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return name != NULL && g_str_has_prefix (name, "omm-") && g_str_has_suffix (name, ".txt");
}

/* Sites open, each in its window; a table or an OMM file shows what it would change; an image
 * becomes the plan of the floor shown. */
static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, DectWindow *self)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));
  GFile *image = NULL;

  for (GSList *l = files; l != NULL; l = l->next)
    if (is_site (l->data))
      open_somewhere (self, l->data);
    else if (image == NULL)
      image = l->data;
    else
      dect_toast (GTK_WIDGET (self->stack), "%s",
                  _("Drop one plan image or one table at a time."));
  if (image == NULL)
    return files != NULL;
  if (self->document == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.new", NULL);
  if (dect_omm_backup_recognise_file (image))
    {
      dect_takeover_dialog_open (GTK_WINDOW (self), self->document, image);
      return TRUE;
    }
  if (is_omm_file (image))
    {
      dect_omm_dialog_open (GTK_WINDOW (self), self->document, image);
      return TRUE;
    }
  if (is_table (image))
    {
      dect_csv_dialog_open (GTK_WINDOW (self), self->document, image);
      return TRUE;
    }
  adw_view_stack_set_visible_child_name (self->pages, "plan");
  dect_plan_page_import (self->plan_page, image);
  return TRUE;
}

void
dect_window_add_drop (DectWindow *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (drop, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

/* --- Saving --------------------------------------------------------------------------------------
 */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectWindow) self = user_data;
  DectDocument *document = DECT_DOCUMENT (source);
  g_autoptr (GError) error = NULL;
  gboolean closing = self->closing;
  gboolean saved;

  self->saving = FALSE;
  self->closing = FALSE;
  saved = dect_document_save_finish (document, result, &error);
  /* Closed meanwhile, it guards nothing any more. */
  if (self->guard != NULL && self->document == document)
    dect_guard_end_write (
        self->guard, saved || g_error_matches (error, DECT_SAVE_ERROR, DECT_SAVE_ERROR_NOT_SYNCED));
  if (saved)
    {
      dect_window_say (self, NULL);
      dect_recent_add (document);
      if (closing && self->document == document)
        gtk_window_close (GTK_WINDOW (self));
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    dect_window_say (self, error->message);
  dect_window_update_actions (self);
}

static void
write_to (DectWindow *self, GFile *file)
{
  g_autoptr (GError) error = NULL;

  if (!dect_guard_begin_write (self->guard, file, &error))
    {
      self->closing = FALSE;
      dect_window_say (self, error->message);
      return;
    }
  self->saving = TRUE;
  dect_window_update_actions (self);
  dect_document_save_async (self->document, file, NULL, saved_cb, g_object_ref (self));
}

static void
chosen_save_cb (GFile *file, gpointer user_data)
{
  DectWindow *self = user_data;

  if (self->document != NULL)
    write_to (self, file);
}

/* A file name from the site's name. */
static char *
propose_name (DectDocument *document)
{
  char *name = g_strconcat (dect_document_get_title (document), ".handover", NULL);

  return g_strdelimit (name, "/\\:*?\"<>|", '-');
}

void
dect_window_save (DectWindow *self, gboolean as)
{
  GFile *file;
  g_autofree char *name = NULL;

  g_return_if_fail (DECT_IS_WINDOW (self));
  g_return_if_fail (self->document != NULL);

  dect_field_cell_commit_focused (GTK_ROOT (self));
  file = dect_document_get_file (self->document);
  if (!as && file != NULL)
    {
      write_to (self, file);
      return;
    }
  name = propose_name (self->document);
  dect_file_chooser_save (GTK_WINDOW (self), _("Save the site"), DECT_FILE_SITE, name,
                          chosen_save_cb, G_OBJECT (self));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dect_window_save (DECT_WINDOW (widget), g_str_equal (name, "win.save-as"));
}

/* --- Undo, pages ---------------------------------------------------------------------------------
 */

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectHistory *history = dect_document_get_history (DECT_WINDOW (widget)->document);

  if (g_str_equal (name, "win.undo"))
    dect_history_undo (history);
  else
    dect_history_redo (history);
}

static void
page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectWindow *self = DECT_WINDOW (widget);

  adw_view_stack_set_visible_child_name (self->pages, g_variant_get_string (parameter, NULL));
  gtk_widget_grab_focus (adw_view_stack_get_visible_child (self->pages));
}

static void
show_object_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectWindow *self = DECT_WINDOW (widget);

  adw_view_stack_set_visible_child_name (self->pages, "plan");
  dect_plan_page_show_object (self->plan_page, g_variant_get_uint32 (parameter));
}

/* For the button of a toast, which lies outside the page. */
static void
turn_content_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (DECT_WINDOW (widget)->plan_page), "plan.turn-content",
                              NULL);
}

static void
replace_hardware_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dect_replace_dialog_open (GTK_WINDOW (widget), DECT_WINDOW (widget)->document,
                            g_variant_get_uint32 (parameter));
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (DECT_WINDOW (widget)->menu_button);
}

static void
site_settings_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWindow *settings = dect_site_settings_new (DECT_WINDOW (widget)->document);

  gtk_window_set_transient_for (settings, GTK_WINDOW (widget));
  gtk_window_present (settings);
}

void
dect_window_install_actions (GtkWidgetClass *widget_class)
{
  dect_window_install_pbx_actions (widget_class);
  dect_window_install_paper_actions (widget_class);
  dect_window_install_fix_actions (widget_class);
  dect_window_install_help_actions (widget_class);
  dect_window_install_guard_actions (widget_class);
  gtk_widget_class_install_action (widget_class, "win.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "win.open-uri", "s", open_uri_action);
  gtk_widget_class_install_action (widget_class, "win.sample", NULL, sample_action);
  gtk_widget_class_install_action (widget_class, "win.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "win.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "win.save-as", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.page", "s", page_action);
  gtk_widget_class_install_action (widget_class, "win.show-object", "u", show_object_action);
  gtk_widget_class_install_action (widget_class, "win.replace-hardware", "u",
                                   replace_hardware_action);
  gtk_widget_class_install_action (widget_class, "win.turn-content", NULL, turn_content_action);
  gtk_widget_class_install_action (widget_class, "win.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "win.site-settings", NULL, site_settings_action);
}

static void
set_tooltip (GtkWidget *button, const char *format, const char *plain, const char *label)
{
  g_autofree char *text = label != NULL ? g_strdup_printf (format, label) : g_strdup (plain);

  gtk_widget_set_tooltip_text (button, text);
}

void
dect_window_update_actions (DectWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean has_site = self->document != NULL;
  DectHistory *history = has_site ? dect_document_get_history (self->document) : NULL;

  dect_window_update_paper_actions (self);
  gtk_widget_action_set_enabled (widget, "win.save", has_site && !self->saving);
  gtk_widget_action_set_enabled (widget, "win.save-as", has_site && !self->saving);
  gtk_widget_action_set_enabled (widget, "win.page", has_site);
  gtk_widget_action_set_enabled (widget, "win.show-object", has_site);
  gtk_widget_action_set_enabled (widget, "win.replace-hardware", has_site);
  gtk_widget_action_set_enabled (widget, "win.site-settings", has_site);
  gtk_widget_action_set_enabled (widget, "win.undo", has_site && dect_history_can_undo (history));
  gtk_widget_action_set_enabled (widget, "win.redo", has_site && dect_history_can_redo (history));
  /* Translators: %s is what would be undone, "Move base station 4" */
  set_tooltip (self->undo_button, _("Undo: %s"), _("Undo"),
               has_site ? dect_history_get_undo_label (history) : NULL);
  set_tooltip (self->redo_button, _("Redo: %s"), _("Redo"),
               has_site ? dect_history_get_redo_label (history) : NULL);
}
