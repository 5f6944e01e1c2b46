/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-photo-row.h"

#include <glib/gi18n.h>

#include "canvas/dect-plan-texture.h"
#include "dect-file-chooser.h"
#include "dect-note.h"
#include "plan/dect-photo.h"
#include "store/dect-load.h"

/* Height of the picture in the inspector, pixels. */
#define PICTURE_PX 160

struct _DectPhotoRow
{
  AdwPreferencesRow parent_instance;
  DectDocument *document;
  DectItem *item;
  GCancellable *cancellable; /* of a photo that is read */
  GCancellable *drawing;     /* of the one that is shown */
  GtkWidget *picture;
  GtkWidget *choose;
  GtkWidget *remove;
  DectNote *note;
  char *shown; /* name of the photo in the picture */
};

G_DEFINE_FINAL_TYPE (DectPhotoRow, dect_photo_row, ADW_TYPE_PREFERENCES_ROW)

static const DectRfp *
get_rfp (DectPhotoRow *self)
{
  return DECT_RFP (dect_item_get_record (self->item));
}

/* --- Showing -------------------------------------------------------------------------------------
 */

static void
show (DectPhotoRow *self, GdkTexture *texture, gboolean missing)
{
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
  gtk_widget_set_visible (self->picture, texture != NULL);
  if (missing)
    dect_note_set (self->note, DECT_NOTE_WARNING, _("The photo is missing in the file."));
  else
    dect_note_set (self->note, DECT_NOTE_INFO, NULL);
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectPhotoRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPlanTexture) drawn = dect_plan_texture_new_finish (result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show (self, drawn != NULL ? drawn->texture : NULL, drawn == NULL);
}

/* What we made ourselves is small; somebody else's file may hold anything, and is decoded like a
 * plan. */
static void
draw (DectPhotoRow *self, GBytes *bytes)
{
  g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
  if (bytes == NULL)
    return;
  self->drawing = g_cancellable_new ();
  dect_plan_texture_new_async (bytes, 0, 0,
                               PICTURE_PX * gtk_widget_get_scale_factor (GTK_WIDGET (self)), FALSE,
                               self->drawing, drawn_cb, g_object_ref (self));
}

static void
update (DectPhotoRow *self)
{
  const char *name = self->item != NULL ? get_rfp (self)->photo : NULL;
  GBytes *bytes;

  gtk_widget_set_visible (self->remove, name != NULL);
  gtk_button_set_label (GTK_BUTTON (self->choose),
                        name != NULL ? _("_Another photo…") : _("_Choose a photo…"));
  if (!dect_set_str (&self->shown, name))
    return;
  bytes = name != NULL ? dect_site_get_blob (dect_document_get_site (self->document), name) : NULL;
  show (self, NULL, name != NULL && bytes == NULL);
  draw (self, bytes);
}

/* --- Changing ------------------------------------------------------------------------------------
 */

static void
put (DectPhotoRow *self, const char *name, const char *format)
{
  DectRfp *rfp = dect_rfp_copy (get_rfp (self));
  g_autofree char *title = dect_record_title (DECT_RECORD (rfp));
  g_autofree char *label = g_strdup_printf (format, title);

  dect_set_str (&rfp->photo, name);
  dect_history_put_one (dect_document_get_history (self->document), DECT_RECORD (rfp), label, NULL);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectPhotoRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) photo = dect_photo_new_finish (result, &error);
  g_autofree char *name = NULL;

  /* Another base station is shown by now, or another photo was chosen. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->item == NULL)
    return;
  if (photo == NULL)
    {
      dect_note_set (self->note, DECT_NOTE_ERROR, error->message);
      return;
    }
  dect_note_set (self->note, DECT_NOTE_INFO, NULL);
  name = dect_site_add_photo (dect_document_get_site (self->document), photo);
  /* Translators: a step to undo; %s is a base station */
  put (self, name, _("Add a photo of %s"));
}

static void
read_thread (GTask *task, gpointer source, gpointer file, GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *bytes = dect_load_bytes (file, DECT_PLAN_MAX_BYTES, cancellable, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectPhotoRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), &error);

  if (bytes != NULL)
    dect_photo_new_async (bytes, self->cancellable, made_cb, g_object_ref (self));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    dect_note_set (self->note, DECT_NOTE_ERROR, error->message);
}

static void
stop (DectPhotoRow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

void
dect_photo_row_take (DectPhotoRow *self, GFile *file)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DECT_IS_PHOTO_ROW (self));
  g_return_if_fail (G_IS_FILE (file));

  if (self->item == NULL)
    return;
  stop (self);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (NULL, self->cancellable, read_cb, g_object_ref (self));
  g_task_set_source_tag (task, dect_photo_row_take);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, read_thread);
}

static void
chosen_cb (GFile *file, gpointer user_data)
{
  dect_photo_row_take (user_data, file);
}

static void
choose_cb (DectPhotoRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  dect_file_chooser_open (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _("Choose a photo"),
                          DECT_FILE_PHOTO, chosen_cb, G_OBJECT (self));
}

static void
remove_cb (DectPhotoRow *self)
{
  if (self->item != NULL)
    /* Translators: a step to undo; %s is a base station */
    put (self, NULL, _("Take the photo of %s off"));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, DectPhotoRow *self)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  if (files == NULL || self->item == NULL)
    return FALSE;
  dect_photo_row_take (self, files->data);
  return TRUE;
}

/* --- Widget --------------------------------------------------------------------------------------
 */

static void
dect_photo_row_dispose (GObject *object)
{
  DectPhotoRow *self = DECT_PHOTO_ROW (object);

  stop (self);
  draw (self, NULL);
  g_clear_object (&self->item);
  g_clear_object (&self->document);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (dect_photo_row_parent_class)->dispose (object);
}

static void
dect_photo_row_class_init (DectPhotoRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dect_photo_row_dispose;
}

static void
dect_photo_row_init (DectPhotoRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *clamp = adw_clamp_new ();
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->picture = gtk_picture_new ();
  gtk_picture_set_can_shrink (GTK_PICTURE (self->picture), TRUE);
  gtk_picture_set_content_fit (GTK_PICTURE (self->picture), GTK_CONTENT_FIT_CONTAIN);
  gtk_picture_set_alternative_text (GTK_PICTURE (self->picture), _("Photo of the base station"));
  gtk_widget_set_visible (self->picture, FALSE);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (clamp), GTK_ORIENTATION_VERTICAL);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), PICTURE_PX);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), PICTURE_PX);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->picture);
  self->note = g_object_new (DECT_TYPE_NOTE, NULL);
  self->choose = gtk_button_new_with_mnemonic (_("_Choose a photo…"));
  self->remove = gtk_button_new_with_mnemonic (_("Take the _photo off"));
  gtk_box_append (GTK_BOX (box), clamp);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note));
  gtk_box_append (GTK_BOX (box), self->choose);
  gtk_box_append (GTK_BOX (box), self->remove);
  gtk_widget_add_css_class (box, "field");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Photo"));
  g_signal_connect_object (self->choose, "clicked", G_CALLBACK (choose_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->remove, "clicked", G_CALLBACK (remove_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (drop, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  update (self);
}

GtkWidget *
dect_photo_row_new (void)
{
  return g_object_new (DECT_TYPE_PHOTO_ROW, NULL);
}

void
dect_photo_row_set_item (DectPhotoRow *self, DectDocument *document, DectItem *item)
{
  g_return_if_fail (DECT_IS_PHOTO_ROW (self));
  g_return_if_fail (item == NULL || document != NULL);

  if (self->item == item)
    return;
  stop (self);
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->document, document);
  g_set_object (&self->item, item);
  dect_note_set (self->note, DECT_NOTE_INFO, NULL);
  if (item != NULL)
    g_signal_connect_object (item, "notify::record", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

const char *
dect_photo_row_get_problem (DectPhotoRow *self)
{
  g_return_val_if_fail (DECT_IS_PHOTO_ROW (self), NULL);

  return dect_note_get_text (self->note);
}
