/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-coverage-layer.h"

#include <glib/gi18n.h>
#include <math.h>

#include "radio/dect-coverage.h"

/* Cells of the picture: small enough to look smooth, few enough to follow a drag. */
#define CELLS 40000.0
#define MIN_CELL_M 0.25
#define MAX_CELL_M 4.0

struct _DectCoverageLayer
{
  DectLayer parent_instance;
  GCancellable *cancellable;
  DectCoverage *coverage; /* the latest, kept for the layers of base stations that do not move */
  DectSnapshot *snapshot; /* of @coverage */
  DectCoverageView view;
  double opacity;
  GdkTexture *texture;
  DectArea area;  /* of @texture */
  DectArea shown; /* what is seen of it: without what only rounds it */
  guint32 floor;  /* of @texture */
  guint64 wanted; /* generation asked for last */
  guint32 wanted_floor;
  gpointer wanted_site;    /* only compared */
  gpointer wanted_preview; /* same: the site as it would be */
  gboolean running;
};

G_DEFINE_FINAL_TYPE (DectCoverageLayer, dect_coverage_layer, DECT_TYPE_LAYER)

typedef struct
{
  DectSnapshot *snapshot;
  DectCoverage *previous;
  guint32 floor;
  DectArea shown; /* found by the thread */
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_clear_pointer (&wanted->previous, dect_coverage_unref);
  dect_snapshot_unref (wanted->snapshot);
  g_free (wanted);
}

static void
take_point (DectArea *area, double x_m, double y_m, double around_m)
{
  area->x1_m = MIN (area->x1_m, x_m - around_m);
  area->y1_m = MIN (area->y1_m, y_m - around_m);
  area->x2_m = MAX (area->x2_m, x_m + around_m);
  area->y2_m = MAX (area->y2_m, y_m + around_m);
}

static double
floor_to_5 (double metres)
{
  return floor (metres / 5) * 5;
}

/* What the picture covers: walls with a little around, base stations with much where there are no
 * walls. */
static gboolean
find_area (DectSnapshot *snapshot, guint32 floor_id, DectArea *area)
{
  guint n_walls, n_rfps;
  const DectRecord *const *walls = dect_snapshot_records (snapshot, DECT_KIND_WALL, &n_walls);
  const DectRecord *const *rfps = dect_snapshot_records (snapshot, DECT_KIND_RFP, &n_rfps);
  gboolean has_walls = FALSE, has_rfps = FALSE, has_others = FALSE;

  *area = (DectArea){ G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE, -G_MAXDOUBLE };
  for (guint i = 0; i < n_walls; i++)
    {
      const DectWall *wall = DECT_WALL (walls[i]);

      if (wall->floor != floor_id)
        continue;
      has_walls = TRUE;
      take_point (area, wall->x1_m, wall->y1_m, 1);
      take_point (area, wall->x2_m, wall->y2_m, 1);
    }
  for (guint i = 0; i < n_rfps; i++)
    {
      const DectRfp *rfp = DECT_RFP (rfps[i]);

      if (!dect_rfp_is_placed (rfp))
        continue;
      has_others = TRUE;
      if (rfp->floor != floor_id)
        continue;
      has_rfps = TRUE;
      take_point (area, rfp->x_m, rfp->y_m, has_walls ? 2 : 40);
    }
  /* What hangs on other floors is heard here too. */
  return has_rfps || (has_walls && has_others);
}

/* In steps of 5 m, so that a base station that is dragged leaves the raster as it is for most of
 * its way. */
static DectArea
raster_area (const DectArea *area)
{
  return (DectArea){ floor_to_5 (area->x1_m), floor_to_5 (area->y1_m), -floor_to_5 (-area->x2_m),
                     -floor_to_5 (-area->y2_m) };
}

static double
cell_for (const DectArea *area)
{
  double cells = sqrt ((area->x2_m - area->x1_m) * (area->y2_m - area->y1_m) / CELLS);

  return CLAMP (ceil (cells / MIN_CELL_M) * MIN_CELL_M, MIN_CELL_M, MAX_CELL_M);
}

static void
coverage_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Wanted *wanted = task_data;
  g_autoptr (GError) error = NULL;
  DectCoverage *coverage;
  DectArea area;

  if (!find_area (wanted->snapshot, wanted->floor, &wanted->shown))
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }
  area = raster_area (&wanted->shown);
  coverage = dect_coverage_new_area (wanted->snapshot, wanted->floor, cell_for (&area), &area,
                                     wanted->previous, cancellable, &error);
  if (coverage != NULL)
    g_task_return_pointer (task, coverage, (GDestroyNotify) dect_coverage_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static GdkTexture *
texture_new (DectCoverage *coverage, DectCoverageView view)
{
  cairo_surface_t *surface = dect_coverage_to_surface (coverage, view);
  gsize stride = cairo_image_surface_get_stride (surface);
  gint width = cairo_image_surface_get_width (surface);
  gint height = cairo_image_surface_get_height (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_surface_flush (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), stride * height,
                                      (GDestroyNotify) cairo_surface_destroy, surface);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

static void
coverage_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectCoverage) coverage = g_task_propagate_pointer (G_TASK (result), &error);
  Wanted *wanted = g_task_get_task_data (G_TASK (result));
  DectCoverageLayer *self = user_data;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;

  self->running = FALSE;
  g_clear_object (&self->texture);
  g_clear_pointer (&self->coverage, dect_coverage_unref);
  g_clear_pointer (&self->snapshot, dect_snapshot_unref);
  if (error != NULL)
    g_message ("No coverage: %s", error->message);
  if (coverage != NULL)
    {
      self->texture = texture_new (coverage, self->view);
      self->snapshot = dect_snapshot_ref (wanted->snapshot);
      self->area = *dect_coverage_get_area (coverage);
      self->shown = wanted->shown;
      self->floor = wanted->floor;
      self->coverage = g_steal_pointer (&coverage);
    }
  dect_layer_update (DECT_LAYER (self));
  dect_layer_changed (DECT_LAYER (self));
}

/* The site as it is, or as it would be. */
static DectSnapshot *
dup_snapshot (DectLayer *layer)
{
  DectDocument *document = dect_layer_get_document (layer);
  DectPreview *preview = dect_document_get_preview (document);

  if (preview != NULL && preview->snapshot != NULL)
    return dect_snapshot_ref (preview->snapshot);
  return dect_site_snapshot (dect_document_get_site (document));
}

static gpointer
preview_of (DectLayer *layer)
{
  DectPreview *preview = dect_document_get_preview (dect_layer_get_document (layer));

  return preview != NULL ? preview->snapshot : NULL;
}

/* One computation at a time; what changed meanwhile is computed next. */
static void
dect_coverage_layer_update (DectLayer *layer)
{
  DectCoverageLayer *self = DECT_COVERAGE_LAYER (layer);
  const DectFloor *floor = dect_layer_get_floor (layer);
  g_autoptr (GTask) task = NULL;
  g_autoptr (DectSnapshot) snapshot = NULL;
  Wanted *wanted;

  if (floor == NULL || !dect_layer_get_visible (layer) || self->running)
    return;
  snapshot = dup_snapshot (layer);
  if (self->wanted == dect_snapshot_get_generation (snapshot)
      && self->wanted_floor == floor->head.id && self->wanted_preview == preview_of (layer)
      && self->wanted_site == dect_document_get_site (dect_layer_get_document (layer)))
    return;
  self->running = TRUE;
  self->wanted_site = dect_document_get_site (dect_layer_get_document (layer));
  self->wanted = dect_snapshot_get_generation (snapshot);
  self->wanted_floor = floor->head.id;
  self->wanted_preview = preview_of (layer);
  wanted = g_new0 (Wanted, 1);
  wanted->snapshot = g_steal_pointer (&snapshot);
  wanted->floor = floor->head.id;
  if (self->coverage != NULL && self->floor == wanted->floor)
    wanted->previous = dect_coverage_ref (self->coverage);
  task = g_task_new (NULL, self->cancellable, coverage_cb, self);
  g_task_set_source_tag (task, dect_coverage_layer_update);
  g_task_set_task_data (task, wanted, wanted_free);
  g_task_run_in_thread (task, coverage_thread);
}

static void
dect_coverage_layer_snapshot (DectLayer *layer,
                              GtkSnapshot *snapshot,
                              const DectViewTransform *view,
                              const graphene_rect_t *clip)
{
  DectCoverageLayer *self = DECT_COVERAGE_LAYER (layer);
  graphene_rect_t area, shown;

  if (self->texture == NULL || self->floor != dect_layer_get_floor (layer)->head.id)
    return;
  area = dect_view_transform_area (view, &self->area);
  shown = dect_view_transform_area (view, &self->shown);
  gtk_snapshot_push_clip (snapshot, &shown);
  if (self->opacity < 1)
    gtk_snapshot_push_opacity (snapshot, self->opacity);
  gtk_snapshot_append_texture (snapshot, self->texture, &area);
  if (self->opacity < 1)
    gtk_snapshot_pop (snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
add_level (GString *text, DectSnapshot *snapshot, double level_dbm, gint rfp)
{
  g_autofree char *who = NULL;

  if (isnan (level_dbm))
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  if (rfp < 0)
    {
      g_string_append_printf (text, _("second best −%.0f dBm"), -level_dbm);
      return;
    }
  who = dect_record_title (DECT_RECORD (dect_snapshot_rfp (snapshot, (guint) rfp)));
  /* Translators: what a handset receives at a point of the plan: "−62 dBm from base station 3
   * (Lab)" */
  g_string_append_printf (text, _("−%.0f dBm from %s"), -level_dbm, who);
}

/* What a handset receives there. */
static char *
dect_coverage_layer_describe (DectLayer *layer, const DectViewTransform *view, DectPoint point)
{
  DectCoverageLayer *self = DECT_COVERAGE_LAYER (layer);
  DectCoverage *coverage = dect_coverage_layer_get_coverage (self);
  DectPoint at = dect_view_transform_to_plan (view, point);
  GString *text;
  double cell;
  gsize index;

  if (coverage == NULL || at.x < self->shown.x1_m || at.y < self->shown.y1_m
      || at.x >= self->shown.x2_m || at.y >= self->shown.y2_m)
    return NULL;
  cell = dect_coverage_get_cell (coverage);
  index = (gsize) ((at.y - self->area.y1_m) / cell) * dect_coverage_get_n_columns (coverage)
          + (gsize) ((at.x - self->area.x1_m) / cell);
  if (dect_coverage_get_server (coverage)[index] < 0)
    return g_strdup (_("Nothing is received here"));
  text = g_string_new (NULL);
  add_level (text, self->snapshot, dect_coverage_get_best (coverage)[index],
             dect_coverage_get_server (coverage)[index]);
  add_level (text, self->snapshot, dect_coverage_get_second (coverage)[index], -1);
  return g_string_free (text, FALSE);
}

static void
dect_coverage_layer_dispose (GObject *object)
{
  DectCoverageLayer *self = DECT_COVERAGE_LAYER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->coverage, dect_coverage_unref);
  g_clear_pointer (&self->snapshot, dect_snapshot_unref);
  G_OBJECT_CLASS (dect_coverage_layer_parent_class)->dispose (object);
}

static void
dect_coverage_layer_class_init (DectCoverageLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dect_coverage_layer_dispose;
  DECT_LAYER_CLASS (klass)->update = dect_coverage_layer_update;
  DECT_LAYER_CLASS (klass)->snapshot = dect_coverage_layer_snapshot;
  DECT_LAYER_CLASS (klass)->describe = dect_coverage_layer_describe;
}

static void
dect_coverage_layer_init (DectCoverageLayer *self)
{
  self->cancellable = g_cancellable_new ();
  self->opacity = 1;
}

DectLayer *
dect_coverage_layer_new (void)
{
  return g_object_new (DECT_TYPE_COVERAGE_LAYER, NULL);
}

DectCoverage *
dect_coverage_layer_get_coverage (DectCoverageLayer *self)
{
  const DectFloor *floor;

  g_return_val_if_fail (DECT_IS_COVERAGE_LAYER (self), NULL);

  floor = dect_layer_get_floor (DECT_LAYER (self));
  return floor != NULL && self->floor == floor->head.id ? self->coverage : NULL;
}

DectSnapshot *
dect_coverage_layer_get_snapshot (DectCoverageLayer *self)
{
  g_return_val_if_fail (DECT_IS_COVERAGE_LAYER (self), NULL);

  return self->snapshot;
}

DectCoverageView
dect_coverage_layer_get_view (DectCoverageLayer *self)
{
  g_return_val_if_fail (DECT_IS_COVERAGE_LAYER (self), DECT_COVERAGE_VIEW_BEST);

  return self->view;
}

void
dect_coverage_layer_set_view (DectCoverageLayer *self, DectCoverageView view)
{
  g_return_if_fail (DECT_IS_COVERAGE_LAYER (self));
  g_return_if_fail (view < DECT_COVERAGE_N_VIEWS);

  if (self->view == view)
    return;
  self->view = view;
  if (self->coverage != NULL)
    {
      g_clear_object (&self->texture);
      self->texture = texture_new (self->coverage, view);
    }
  dect_layer_changed (DECT_LAYER (self));
}

double
dect_coverage_layer_get_opacity (DectCoverageLayer *self)
{
  g_return_val_if_fail (DECT_IS_COVERAGE_LAYER (self), 1);

  return self->opacity;
}

void
dect_coverage_layer_set_opacity (DectCoverageLayer *self, double opacity)
{
  g_return_if_fail (DECT_IS_COVERAGE_LAYER (self));

  opacity = CLAMP (opacity, 0, 1);
  if (self->opacity == opacity)
    return;
  self->opacity = opacity;
  dect_layer_changed (DECT_LAYER (self));
}
