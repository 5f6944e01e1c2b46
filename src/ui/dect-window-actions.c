/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "dect-dialogs.h"
#include "dect-field-cell.h"
#include "dect-file-chooser.h"
#include "dect-recent.h"
#include "dect-replace-dialog.h"
#include "dect-site-settings.h"
#include "dect-window-private.h"
#include "store/dect-sample.h"

/* --- Opening -------------------------------------------------------------------------------------
 */

/* A site opens in this window when it shows none, or a new one nobody has touched. */
static DectWindow *
window_for_site (DectWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  DectWindow *window;

  if (self->document == NULL
      || (dect_document_get_file (self->document) == NULL
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

  if (document != NULL)
    {
      dect_window_say (self, NULL);
      dect_window_set_document (self, document);
      dect_recent_add (dect_document_get_file (document), dect_document_get_title (document));
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, self->document != NULL ? "site" : "start");
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    dect_window_say (self, error->message);
}

void
dect_window_open (DectWindow *self, GFile *file)
{
  g_return_if_fail (DECT_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
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

static void
chosen_open_cb (GFile *file, gpointer user_data)
{
  dect_window_open (window_for_site (user_data), file);
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

  dect_window_open (window_for_site (DECT_WINDOW (widget)), file);
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

/* --- Saving --------------------------------------------------------------------------------------
 */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectWindow) self = user_data;
  DectDocument *document = DECT_DOCUMENT (source);
  g_autoptr (GError) error = NULL;
  gboolean closing = self->closing;

  self->saving = FALSE;
  self->closing = FALSE;
  if (dect_document_save_finish (document, result, &error))
    {
      dect_window_say (self, NULL);
      dect_recent_add (dect_document_get_file (document), dect_document_get_title (document));
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
  dect_window_install_paper_actions (widget_class);
  dect_window_install_fix_actions (widget_class);
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
