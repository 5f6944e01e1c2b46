/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-crop-dialog.h"

#include <glib/gi18n.h>
#include <math.h>

#include "canvas/dect-plan-texture.h"
#include "dect-crop-view.h"
#include "dect-dialog-title.h"
#include "dect-length-spin.h"
#include "dect-wrap-box.h"

/* Longer side of the picture, pixels. */
#define PICTURE_PX 1200

typedef enum
{
  EDGE_LEFT,
  EDGE_TOP,
  EDGE_RIGHT,
  EDGE_BOTTOM,
  N_EDGES,
} Edge;

struct _DectCropDialog
{
  AdwWindow parent_instance;
  DectDocument *document;
  guint32 floor;
  double width;
  double height;
  DectCropView *view;
  DectWrapBox *edges;
  GtkWidget *spins[N_EDGES];
  GtkWidget *crop_button;
  GCancellable *cancellable;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (DectCropDialog, dect_crop_dialog, ADW_TYPE_WINDOW)

static double
get_edge (DectCrop crop, Edge edge)
{
  const double values[N_EDGES] = { crop.left, crop.top, crop.right, crop.bottom };

  return values[edge];
}

static void
show_crop (DectCropDialog *self)
{
  DectCrop crop = dect_crop_view_get_crop (self->view);

  self->updating = TRUE;
  for (guint i = 0; i < N_EDGES; i++)
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->spins[i]), get_edge (crop, i));
  self->updating = FALSE;
}

/* An edge that is moved past the one across pushes it along. */
static void
spin_cb (GtkSpinButton *spin, DectCropDialog *self)
{
  double values[N_EDGES];
  double step = gtk_adjustment_get_step_increment (gtk_spin_button_get_adjustment (spin));

  if (self->updating)
    return;
  for (guint i = 0; i < N_EDGES; i++)
    values[i] = gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->spins[i]));
  for (guint low = EDGE_LEFT; low <= EDGE_TOP; low++)
    {
      guint high = low + 2;
      double size = low == EDGE_LEFT ? self->width : self->height;

      if (values[high] - values[low] >= step)
        continue;
      if (self->spins[low] == GTK_WIDGET (spin))
        values[high] = fmin (size, values[low] + step);
      values[low] = fmin (values[low], values[high] - step);
    }
  dect_crop_view_set_crop (self->view,
                           (DectCrop){ fmax (0, values[EDGE_LEFT]), fmax (0, values[EDGE_TOP]),
                                       values[EDGE_RIGHT], values[EDGE_BOTTOM] });
  show_crop (self);
}

static void
whole_cb (DectCropDialog *self)
{
  dect_crop_view_set_crop (self->view, (DectCrop){ 0, 0, self->width, self->height });
  show_crop (self);
}

/* An edge that is the image's own is left unset, so that it is so for another image too. */
static double
edge_to_keep (double value, double own)
{
  return fabs (value - own) < 0.5 ? NAN : value;
}

static void
crop_cb (DectCropDialog *self)
{
  const DectRecord *record
      = dect_site_find_record (dect_document_get_site (self->document), self->floor);
  DectCrop crop = dect_crop_view_get_crop (self->view);

  if (record != NULL)
    {
      DectFloor *floor = dect_floor_copy (DECT_FLOOR (record));

      floor->plan_left = edge_to_keep (crop.left, 0);
      floor->plan_top = edge_to_keep (crop.top, 0);
      floor->plan_right = edge_to_keep (crop.right, self->width);
      floor->plan_bottom = edge_to_keep (crop.bottom, self->height);
      dect_history_put_one (dect_document_get_history (self->document), DECT_RECORD (floor),
                            _("Crop the plan"), NULL);
    }
  gtk_window_close (GTK_WINDOW (self));
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DectCropDialog *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPlanTexture) texture = dect_plan_texture_new_finish (result, &error);

  /* Cancelled: the window may be gone. */
  if (texture != NULL)
    dect_crop_view_set_plan (self->view, GDK_PAINTABLE (texture->texture), self->width,
                             self->height);
}

/* --- Widget --------------------------------------------------------------------------------------
 */

static void
add_edges (DectCropDialog *self)
{
  static const char *const titles[N_EDGES]
      = { N_("Left"), N_("Top"), N_("Right"), N_("Bottom") };
  GtkWidget *whole = gtk_button_new_with_mnemonic (_("_Whole image"));

  for (guint i = 0; i < N_EDGES; i++)
    {
      double size = i % 2 == 0 ? self->width : self->height;
      double step = size >= 200 ? 1 : size / 200;
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      GtkWidget *label = gtk_label_new (_(titles[i]));

      self->spins[i] = gtk_spin_button_new_with_range (0, size, step);
      gtk_spin_button_set_digits (GTK_SPIN_BUTTON (self->spins[i]), size >= 200 ? 0 : 2);
      dect_spin_accept_numbers (GTK_SPIN_BUTTON (self->spins[i]));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->spins[i]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, _(titles[i]), -1);
      g_signal_connect_object (self->spins[i], "value-changed", G_CALLBACK (spin_cb), self, 0);
      gtk_box_append (GTK_BOX (box), label);
      gtk_box_append (GTK_BOX (box), self->spins[i]);
      dect_wrap_box_append (self->edges, box);
    }
  g_signal_connect_object (whole, "clicked", G_CALLBACK (whole_cb), self, G_CONNECT_SWAPPED);
  dect_wrap_box_append (self->edges, whole);
}

static void
dect_crop_dialog_dispose (GObject *object)
{
  DectCropDialog *self = DECT_CROP_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->document);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_CROP_DIALOG);
  G_OBJECT_CLASS (dect_crop_dialog_parent_class)->dispose (object);
}

static void
dect_crop_dialog_class_init (DectCropDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_crop_dialog_dispose;
  g_type_ensure (DECT_TYPE_DIALOG_TITLE);
  g_type_ensure (DECT_TYPE_CROP_VIEW);
  g_type_ensure (DECT_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-crop-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DectCropDialog, view);
  gtk_widget_class_bind_template_child (widget_class, DectCropDialog, edges);
  gtk_widget_class_bind_template_child (widget_class, DectCropDialog, crop_button);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
dect_crop_dialog_init (DectCropDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->view, "changed", G_CALLBACK (show_crop), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->crop_button, "clicked", G_CALLBACK (crop_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWindow *
dect_crop_dialog_new (DectDocument *document, guint32 floor_id, DectPlan *plan)
{
  const DectRecord *record;
  const DectFloor *floor;
  DectCropDialog *self;
  double width, height;

  g_return_val_if_fail (DECT_IS_DOCUMENT (document) && plan != NULL, NULL);

  record = dect_site_find_record (dect_document_get_site (document), floor_id);
  if (record == NULL || record->kind != DECT_KIND_FLOOR)
    return NULL;
  floor = DECT_FLOOR (record);
  if (!dect_plan_get_size (plan, (guint) MAX (0, floor->plan_page), &width, &height))
    return NULL;
  self = g_object_new (DECT_TYPE_CROP_DIALOG, NULL);
  self->document = g_object_ref (document);
  self->floor = floor_id;
  self->width = width;
  self->height = height;
  dect_crop_view_set_plan (self->view, NULL, width, height);
  dect_crop_view_set_crop (self->view, dect_floor_plan_crop (floor, width, height));
  add_edges (self);
  show_crop (self);
  dect_plan_texture_new_async (dect_plan_get_bytes (plan), (guint) MAX (0, floor->plan_page), 0,
                               PICTURE_PX, FALSE, self->cancellable, drawn_cb, self);
  return GTK_WINDOW (self);
}
