/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-plan-layer.h"

#include <adwaita.h>
#include <math.h>

#include "canvas/dect-canvas-style.h"
#include "canvas/dect-plan-texture.h"

struct _DectPlanLayer
{
  DectLayer parent_instance;
  GCancellable *cancellable; /* of the rendering under way */
  DectPlanTexture *texture;
  char *shown; /* name and page of what @texture shows or will show */
  char *problem;
  gboolean dark;
  double wanted_px; /* pixels a unit asked for last */
};

G_DEFINE_FINAL_TYPE (DectPlanLayer, dect_plan_layer, DECT_TYPE_LAYER)

static void
forget (DectPlanLayer *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->texture, dect_plan_texture_free);
  g_clear_pointer (&self->problem, g_free);
  self->wanted_px = 0;
}

static void
rendered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPlanTexture) texture = dect_plan_texture_new_finish (result, &error);
  DectPlanLayer *self = user_data;

  /* Cancelled: the layer may be gone, or wants something else by now. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;

  g_clear_object (&self->cancellable);
  if (texture == NULL)
    self->problem = g_strdup (error->message);
  else
    {
      g_clear_pointer (&self->texture, dect_plan_texture_free);
      self->texture = g_steal_pointer (&texture);
    }
  dect_layer_changed (DECT_LAYER (self));
}

static void
start (DectPlanLayer *self, const DectFloor *floor, double px_per_unit)
{
  DectDocument *document = dect_layer_get_document (DECT_LAYER (self));
  GBytes *bytes = dect_site_get_blob (dect_document_get_site (document), floor->plan);

  if (bytes == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->wanted_px = px_per_unit;
  dect_plan_texture_new_async (bytes, floor->plan_page, px_per_unit, px_per_unit > 0 ? 0 : 1600,
                               self->dark, self->cancellable, rendered_cb, self);
}

static void
dect_plan_layer_update (DectLayer *layer)
{
  DectPlanLayer *self = DECT_PLAN_LAYER (layer);
  const DectFloor *floor = dect_layer_get_floor (layer);
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  g_autofree char *name = NULL;

  if (floor != NULL && floor->plan != NULL)
    name = g_strdup_printf ("%s#%d%s", floor->plan, floor->plan_page, dark ? " dark" : "");
  if (dect_set_str (&self->shown, name))
    {
      forget (self);
      self->dark = dark;
      if (name != NULL)
        start (self, floor, 0);
    }
  dect_layer_changed (layer);
}

/* Renders again when the zoom has left what the texture is good for; steps of two, so that this is
 * rare. */
static void
ask_resolution (DectPlanLayer *self, const DectFloor *floor, double px_per_unit)
{
  double wanted = pow (2, ceil (log2 (px_per_unit)));
  gboolean too_coarse = self->texture->px_per_unit < px_per_unit * 0.99 && !self->texture->sharpest;
  gboolean too_fine = self->texture->px_per_unit > px_per_unit * 4;

  if ((too_coarse || too_fine) && fabs (wanted - self->wanted_px) > 1e-9)
    start (self, floor, wanted);
}

static void
dect_plan_layer_snapshot (DectLayer *layer,
                          GtkSnapshot *snapshot,
                          const DectViewTransform *view,
                          const graphene_rect_t *clip)
{
  DectPlanLayer *self = DECT_PLAN_LAYER (layer);
  const DectFloor *floor = dect_layer_get_floor (layer);
  double scale, opacity;
  DectPoint origin;
  DectCrop crop;
  graphene_rect_t page;

  if (self->texture == NULL)
    return;
  scale = view->scale * dect_floor_plan_scale (floor);
  origin = dect_view_transform_to_widget (view, (DectPoint){ floor->plan_x_m, floor->plan_y_m });
  page = GRAPHENE_RECT_INIT (0, 0, (float) (self->texture->width * scale),
                             (float) (self->texture->height * scale));
  crop = dect_floor_plan_crop (floor, self->texture->width, self->texture->height);
  opacity = dect_document_get_plan_opacity (dect_layer_get_document (layer));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) origin.x, (float) origin.y));
  gtk_snapshot_rotate (snapshot, (float) floor->plan_rotation_deg);
  gtk_snapshot_push_clip (
      snapshot, &GRAPHENE_RECT_INIT ((float) (crop.left * scale), (float) (crop.top * scale),
                                     (float) ((crop.right - crop.left) * scale),
                                     (float) ((crop.bottom - crop.top) * scale)));
  gtk_snapshot_append_color (snapshot, dect_canvas_color (DECT_COLOR_PAPER), &page);
  if (opacity < 1)
    gtk_snapshot_push_opacity (snapshot, opacity);
  gtk_snapshot_append_texture (snapshot, self->texture->texture, &page);
  if (opacity < 1)
    gtk_snapshot_pop (snapshot);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_restore (snapshot);
  ask_resolution (self, floor, scale);
}

static void
dect_plan_layer_dispose (GObject *object)
{
  DectPlanLayer *self = DECT_PLAN_LAYER (object);

  forget (self);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (dect_plan_layer_parent_class)->dispose (object);
}

static void
dect_plan_layer_class_init (DectPlanLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dect_plan_layer_dispose;
  DECT_LAYER_CLASS (klass)->update = dect_plan_layer_update;
  DECT_LAYER_CLASS (klass)->snapshot = dect_plan_layer_snapshot;
}

static void
dect_plan_layer_init (DectPlanLayer *self)
{
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (dect_layer_update), self, G_CONNECT_SWAPPED);
}

DectLayer *
dect_plan_layer_new (void)
{
  return g_object_new (DECT_TYPE_PLAN_LAYER, NULL);
}

gboolean
dect_plan_layer_get_area (DectPlanLayer *self, DectArea *area)
{
  const DectFloor *floor;
  DectTransform transform;
  DectCrop crop;

  g_return_val_if_fail (DECT_IS_PLAN_LAYER (self), FALSE);

  floor = dect_layer_get_floor (DECT_LAYER (self));
  if (floor == NULL || self->texture == NULL)
    return FALSE;
  transform = dect_floor_plan_transform (floor);
  crop = dect_floor_plan_crop (floor, self->texture->width, self->texture->height);
  *area = (DectArea){ G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE, -G_MAXDOUBLE };
  for (guint i = 0; i < 4; i++)
    {
      DectPoint corner = { i & 1 ? crop.right : crop.left, i & 2 ? crop.bottom : crop.top };
      DectPoint point = dect_transform_apply (&transform, corner);

      area->x1_m = MIN (area->x1_m, point.x);
      area->y1_m = MIN (area->y1_m, point.y);
      area->x2_m = MAX (area->x2_m, point.x);
      area->y2_m = MAX (area->y2_m, point.y);
    }
  return TRUE;
}

const char *
dect_plan_layer_get_problem (DectPlanLayer *self)
{
  g_return_val_if_fail (DECT_IS_PLAN_LAYER (self), NULL);

  return self->problem;
}
