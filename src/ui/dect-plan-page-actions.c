/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-plan-page-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "dect-clipboard-read.h"
#include "dect-dialogs.h"
#include "dect-document-plans.h"
#include "dect-file-chooser.h"
#include "dect-fit-dialog.h"
#include "dect-page-chooser.h"
#include "dect-placement-dialog.h"
#include "dect-plan-import.h"
#include "dect-window.h"

static GtkWindow *
get_window (DectPlanPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static const DectFloor *
get_floor (DectPlanPage *self)
{
  const DectRecord *record;

  if (self->document == NULL)
    return NULL;
  record = dect_site_find_record (dect_document_get_site (self->document),
                                  dect_document_get_floor (self->document));
  return record != NULL ? DECT_FLOOR (record) : NULL;
}

/* --- Plan image ----------------------------------------------------------------------------------
 */

/* What is asked for a floor must not land on another one that was chosen meanwhile. */
typedef struct
{
  DectPlanPage *page;
  guint32 floor;
} Import;

static Import *
import_new (DectPlanPage *self)
{
  Import *import = g_new0 (Import, 1);

  import->page = g_object_ref (self);
  import->floor = dect_document_get_floor (self->document);
  return import;
}

static void
import_free (gpointer data)
{
  Import *import = data;

  g_object_unref (import->page);
  g_free (import);
}

/* Lasting trouble, until it is put away or an image is taken. */
static void
say_failed (DectPlanPage *self, const GError *error)
{
  GtkWindow *window = get_window (self);
  g_autofree char *words = NULL;

  self->import_failed = error != NULL;
  if (!DECT_IS_WINDOW (window))
    return;
  if (error != NULL)
    words = g_strdup_printf (_("The plan image could not be imported. %s"), error->message);
  dect_window_say (DECT_WINDOW (window), words);
}

/* --- While it is read ----------------------------------------------------------------------------
 */

/* Most images are there before anybody could read this. */
#define READING_MS 400

static gboolean
reading_cb (gpointer user_data)
{
  DectPlanPage *self = user_data;

  self->reading_id = 0;
  gtk_widget_set_visible (self->reading, TRUE);
  return G_SOURCE_REMOVE;
}

static void
begin_reading (DectPlanPage *self)
{
  dect_plan_page_stop_import (self);
  self->cancellable = g_cancellable_new ();
  self->reading_id = g_timeout_add (READING_MS, reading_cb, self);
}

static void
end_import (DectPlanPage *self)
{
  g_clear_handle_id (&self->reading_id, g_source_remove);
  g_clear_object (&self->cancellable);
  if (self->reading != NULL)
    gtk_widget_set_visible (self->reading, FALSE);
}

void
dect_plan_page_stop_import (DectPlanPage *self)
{
  g_cancellable_cancel (self->cancellable);
  end_import (self);
}

static void
stop_import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dect_plan_page_stop_import (DECT_PLAN_PAGE (widget));
}

/* --- Taking it ------------------------------------------------------------------------------------
 */

static void
put_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectPlanPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean put = dect_plan_put_finish (DECT_DOCUMENT (source), result, &error);
  const DectFloor *floor;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  end_import (self);
  if (!put)
    {
      say_failed (self, error);
      return;
    }
  if (self->import_failed)
    say_failed (self, NULL);
  floor = get_floor (self);
  dect_canvas_fit (self->canvas);
  if (floor != NULL && isnan (floor->plan_scale_m))
    dect_toast (GTK_WIDGET (self),
                _("Now draw a length you know (M), so that the plan has a scale"));
}

static void
put_page (DectPlan *plan, guint page, gpointer user_data)
{
  Import *import = user_data;
  DectPlanPage *self = import->page;

  if (self->document == NULL)
    return;
  /* The image that was there before may have to be read yet, and be the one that hangs. */
  begin_reading (self);
  dect_plan_put_async (self->document, import->floor, plan, page, self->cancellable, put_cb,
                       g_object_ref (self));
}

static void
choose_page (DectPlanPage *self, DectPlan *plan, guint page, Import *import)
{
  GtkWindow *chooser = dect_page_chooser_new (plan, page, put_page, import, import_free);

  gtk_window_set_transient_for (chooser, get_window (self));
  gtk_window_present (chooser);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Import *import = user_data;
  DectPlanPage *self = import->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPlan) plan = dect_plan_load_finish (result, &error);

  /* Stopped, or another image was asked for meanwhile. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      import_free (import);
      return;
    }
  end_import (self);
  if (plan != NULL && dect_plan_get_n_pages (plan) > 1 && self->document != NULL)
    {
      choose_page (self, plan, 0, import);
      return;
    }
  if (plan != NULL)
    put_page (plan, 0, import);
  else
    say_failed (self, error);
  import_free (import);
}

/* A site that has no floor, as one made by a script, gets its first one. */
static gboolean
has_floor (DectPlanPage *self)
{
  if (get_floor (self) == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "plan.add-floor", NULL);
  return get_floor (self) != NULL;
}

static gboolean
begin_import (DectPlanPage *self)
{
  if (!has_floor (self))
    return FALSE;
  begin_reading (self);
  return TRUE;
}

void
dect_plan_page_import (DectPlanPage *self, GFile *file)
{
  g_return_if_fail (DECT_IS_PLAN_PAGE (self));

  if (begin_import (self))
    dect_plan_load_async (file, self->cancellable, loaded_cb, import_new (self));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Import *import = user_data;
  g_autoptr (DectPlan) plan = dect_document_open_plan_finish (DECT_DOCUMENT (source), result, NULL);
  const DectFloor *floor = get_floor (import->page);

  if (plan != NULL && floor != NULL && floor->head.id == import->floor
      && dect_plan_get_n_pages (plan) > 1)
    choose_page (import->page, plan, (guint) MAX (0, floor->plan_page), import);
  else
    import_free (import);
}

/* Another page of the image that is there. */
static void
choose_page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);
  const DectFloor *floor = get_floor (self);

  if (floor != NULL && floor->plan != NULL)
    dect_document_open_plan_async (self->document, floor->plan, self->opening, opened_cb,
                                   import_new (self));
}

/* --- From the clipboard --------------------------------------------------------------------------
 */

/* Lines rather than their picture, where there are both. Only bytes are taken: what GTK would make
 * of them is made by the helper. */
static const char *const image_types[]
    = { "image/svg+xml", "application/pdf", "image/png", "image/jpeg", NULL };

static gboolean
has_image (GdkClipboard *clipboard)
{
  g_autoptr (GdkContentFormats) wanted = gdk_content_formats_new (
      (const char **) image_types, g_strv_length ((char **) image_types));

  return gdk_content_formats_match_mime_type (wanted, gdk_clipboard_get_formats (clipboard))
         != NULL;
}

static void
pasted_image_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Import *import = user_data;
  DectPlanPage *self = import->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = dect_clipboard_read_finish (result, &error);

  if (bytes != NULL && self->cancellable != NULL)
    {
      dect_plan_load_bytes_async (bytes, self->cancellable, loaded_cb, import);
      return;
    }
  import_free (import);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  end_import (self);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    dect_toast (GTK_WIDGET (self),
                _("The image in the clipboard is larger than a plan image may be (%u MB)."),
                DECT_PLAN_MAX_BYTES / 1024 / 1024);
  else
    dect_toast (GTK_WIDGET (self), "%s", _("The image in the clipboard cannot be read."));
}

static void
pasted_file_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectPlanPage) self = user_data;
  g_autoptr (GSList) files = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);

  if (value != NULL)
    files = gdk_file_list_get_files (g_value_get_boxed (value));
  if (files != NULL)
    dect_plan_page_import (self, files->data);
}

gboolean
dect_plan_page_can_paste_image (DectPlanPage *self)
{
  GdkClipboard *clipboard;

  g_return_val_if_fail (DECT_IS_PLAN_PAGE (self), FALSE);

  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  return gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard),
                                            GDK_TYPE_FILE_LIST)
         || has_image (clipboard);
}

static void
paste_image_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (widget);

  if (get_floor (self) == NULL)
    return;
  if (!dect_plan_page_can_paste_image (self))
    dect_toast (widget, "%s", _("There is no image in the clipboard: copy one first."));
  else if (gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard),
                                              GDK_TYPE_FILE_LIST))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL,
                                    pasted_file_cb, g_object_ref (self));
  else if (begin_import (self))
    dect_clipboard_read_async (clipboard, image_types, DECT_PLAN_MAX_BYTES, self->cancellable,
                               pasted_image_cb, import_new (self));
}

/* --- Choosing a file, taking the image off -------------------------------------------------------
 */

static void
chosen_cb (GFile *file, gpointer user_data)
{
  dect_plan_page_import (user_data, file);
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);

  if (has_floor (self))
    dect_file_chooser_open (get_window (self), _("Import a plan image"), DECT_FILE_PLAN, chosen_cb,
                            G_OBJECT (self));
}

static void
remove_image_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);
  DectFloor *floor;

  if (get_floor (self) == NULL || get_floor (self)->plan == NULL)
    return;
  floor = dect_floor_copy (get_floor (self));
  dect_set_str (&floor->plan, NULL);
  dect_history_put_one (dect_document_get_history (self->document), DECT_RECORD (floor),
                        _("Take the plan image off"), NULL);
  dect_toast_undo (widget, "%s", _("Plan image taken off"));
}

/* --- Placing by itself, and measured against predicted -------------------------------------------
 */

static void
planned_cb (DectPlacementDialog *dialog, DectPlacement *placement, DectPlanPage *self)
{
  adw_flap_set_reveal_flap (self->inspector_flap, TRUE);
  dect_inspector_show_placement (self->inspector, placement);
}

static void
place_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);
  DectPlacementDialog *dialog;

  if (get_floor (self) == NULL)
    return;
  dect_inspector_close_panel (self->inspector);
  dialog = dect_placement_dialog_new (self->document);
  g_signal_connect_object (dialog, "planned", G_CALLBACK (planned_cb), self, 0);
  dect_dialog_present (GTK_WINDOW (dialog), get_window (self));
}

static void
fit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);
  DectFitDialog *dialog;

  if (self->document == NULL)
    return;
  dialog = dect_fit_dialog_new (self->document);
  dect_dialog_present (GTK_WINDOW (dialog), get_window (self));
}

/* Enter on a thing: on to its fields. */
static void
inspect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);

  adw_flap_set_reveal_flap (self->inspector_flap, TRUE);
  gtk_widget_child_focus (GTK_WIDGET (self->inspector), GTK_DIR_TAB_FORWARD);
}

/* First from what is not so to what is, then back to selecting, then to nothing selected. */
static void
escape_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPlanPage *self = DECT_PLAN_PAGE (widget);

  if (dect_inspector_close_panel (self->inspector))
    gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  else if (self->document != NULL && dect_document_get_preview (self->document) != NULL)
    dect_document_set_preview (self->document, NULL);
  else if (dect_canvas_get_tool (self->canvas) != DECT_TOOL_SELECT)
    dect_canvas_set_tool (self->canvas, DECT_TOOL_SELECT);
  else if (self->document != NULL)
    dect_document_select (self->document, NULL, 0);
}

void
dect_plan_page_install_actions (GtkWidgetClass *widget_class)
{
  dect_plan_page_install_floor_actions (widget_class);
  gtk_widget_class_install_action (widget_class, "plan.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "plan.stop-import", NULL, stop_import_action);
  gtk_widget_class_install_action (widget_class, "plan.paste-image", NULL, paste_image_action);
  gtk_widget_class_install_action (widget_class, "plan.choose-page", NULL, choose_page_action);
  gtk_widget_class_install_action (widget_class, "plan.remove-image", NULL, remove_image_action);
  gtk_widget_class_install_action (widget_class, "plan.place", NULL, place_action);
  gtk_widget_class_install_action (widget_class, "plan.fit", NULL, fit_action);
  gtk_widget_class_install_action (widget_class, "plan.inspect", NULL, inspect_action);
  gtk_widget_class_install_action (widget_class, "plan.escape", NULL, escape_action);
}
