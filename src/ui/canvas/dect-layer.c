/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-layer.h"

#include <math.h>

/* What a cached layer draws beyond each edge, as a share of the canvas. */
#define CACHE_MARGIN 0.25f

typedef struct
{
  DectDocument *document;
  gboolean visible;
  gboolean below;

  /* Of a cached layer */
  gboolean drawn;      /* what follows is of use */
  GskRenderNode *node; /* %NULL: nothing was to be drawn */
  gboolean taken;      /* a thread has the node */
  DectViewTransform view;
  graphene_rect_t area; /* what was drawn, pixels of that view */

  /* Of a heavy one: the latest picture, of what may be an earlier view. */
  gint scale_factor;
  GCancellable *cancellable; /* of the drawing under way */
  GdkTexture *picture;
  DectViewTransform picture_view;
  graphene_rect_t picture_area;
} DectLayerPrivate;

/* What a thread makes a picture of. */
typedef struct
{
  GskRenderNode *node;
  DectViewTransform view;
  graphene_rect_t area;
  gint scale_factor;
} Drawing;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (DectLayer, dect_layer, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_VISIBLE,
  N_PROPS,
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
dect_layer_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_VISIBLE)
    g_value_set_boolean (value, dect_layer_get_visible (DECT_LAYER (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
dect_layer_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_VISIBLE)
    dect_layer_set_visible (DECT_LAYER (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
dect_layer_dispose (GObject *object)
{
  DectLayerPrivate *priv = dect_layer_get_instance_private (DECT_LAYER (object));

  g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->cancellable);
  g_clear_object (&priv->picture);
  g_clear_object (&priv->document);
  g_clear_pointer (&priv->node, gsk_render_node_unref);
  G_OBJECT_CLASS (dect_layer_parent_class)->dispose (object);
}

static void
dect_layer_class_init (DectLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = dect_layer_get_property;
  object_class->set_property = dect_layer_set_property;
  object_class->dispose = dect_layer_dispose;

  properties[PROP_VISIBLE]
      = g_param_spec_boolean ("visible", NULL, NULL, TRUE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", DECT_TYPE_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
dect_layer_init (DectLayer *self)
{
  DectLayerPrivate *priv = dect_layer_get_instance_private (self);

  priv->visible = TRUE;
  priv->scale_factor = 1;
}

DectDocument *
dect_layer_get_document (DectLayer *self)
{
  DectLayerPrivate *priv = dect_layer_get_instance_private (self);

  g_return_val_if_fail (DECT_IS_LAYER (self), NULL);

  return priv->document;
}

void
dect_layer_set_document (DectLayer *self, DectDocument *document)
{
  DectLayerPrivate *priv = dect_layer_get_instance_private (self);

  g_return_if_fail (DECT_IS_LAYER (self));

  if (priv->document == document)
    return;
  if (priv->document != NULL)
    {
      g_signal_handlers_disconnect_by_data (priv->document, self);
      g_signal_handlers_disconnect_by_data (dect_document_get_site (priv->document), self);
    }
  g_set_object (&priv->document, document);
  if (document != NULL)
    {
      g_signal_connect_object (document, "notify::floor", G_CALLBACK (dect_layer_update), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (document, "notify::plan-opacity", G_CALLBACK (dect_layer_update),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (document, "notify::analysis", G_CALLBACK (dect_layer_update), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (document, "notify::preview", G_CALLBACK (dect_layer_update), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (dect_document_get_site (document), "notify::generation",
                               G_CALLBACK (dect_layer_update), self, G_CONNECT_SWAPPED);
    }
  dect_layer_update (self);
}

void
dect_layer_set_below (DectLayer *self, gboolean below)
{
  DectLayerPrivate *priv = dect_layer_get_instance_private (self);

  g_return_if_fail (DECT_IS_LAYER (self));
  g_return_if_fail (priv->document == NULL);

  priv->below = below;
}

void
dect_layer_set_scale_factor (DectLayer *self, gint scale_factor)
{
  DectLayerPrivate *priv = dect_layer_get_instance_private (self);

  g_return_if_fail (DECT_IS_LAYER (self));
  g_return_if_fail (scale_factor > 0);

  if (priv->scale_factor == scale_factor)
    return;
  priv->scale_factor = scale_factor;
  dect_layer_changed (self);
}

/* The next lower floor of the same building. */
static const DectFloor *
find_below (DectDocument *document, const DectFloor *floor)
{
  GListModel *floors = dect_site_list (dect_document_get_site (document), DECT_KIND_FLOOR);
  const DectFloor *below = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (floors); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (floors, i);
      const DectFloor *other = DECT_FLOOR (dect_item_get_record (item));

      if (other->building == floor->building && other->level < floor->level
          && (below == NULL || other->level > below->level))
        below = other;
    }
  return below;
}

const DectFloor *
dect_layer_get_floor (DectLayer *self)
{
  DectLayerPrivate *priv = dect_layer_get_instance_private (self);
  DectDocument *document = dect_layer_get_document (self);
  const DectRecord *record;

  if (document == NULL)
    return NULL;
  record = dect_site_find_record (dect_document_get_site (document),
                                  dect_document_get_floor (document));
  if (record == NULL || record->kind != DECT_KIND_FLOOR)
    return NULL;
  return priv->below ? find_below (document, DECT_FLOOR (record)) : DECT_FLOOR (record);
}

gboolean
dect_layer_get_visible (DectLayer *self)
{
  DectLayerPrivate *priv = dect_layer_get_instance_private (self);

  g_return_val_if_fail (DECT_IS_LAYER (self), FALSE);

  return priv->visible;
}

void
dect_layer_set_visible (DectLayer *self, gboolean visible)
{
  DectLayerPrivate *priv = dect_layer_get_instance_private (self);

  g_return_if_fail (DECT_IS_LAYER (self));

  if (priv->visible == visible)
    return;
  priv->visible = visible;
  dect_layer_update (self);
  dect_layer_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VISIBLE]);
}

void
dect_layer_changed (DectLayer *self)
{
  DectLayerPrivate *priv = dect_layer_get_instance_private (self);

  g_return_if_fail (DECT_IS_LAYER (self));

  priv->drawn = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
dect_layer_update (DectLayer *self)
{
  g_return_if_fail (DECT_IS_LAYER (self));

  if (DECT_LAYER_GET_CLASS (self)->update != NULL)
    DECT_LAYER_GET_CLASS (self)->update (self);
}

/* Whether what was drawn shows all of @clip when it is moved to where it belongs now. */
static gboolean
still_covers (DectLayerPrivate *priv, const DectViewTransform *view, const graphene_rect_t *clip)
{
  graphene_rect_t moved = priv->area;

  if (!priv->drawn || priv->view.scale != view->scale)
    return FALSE;
  graphene_rect_offset (&moved, (float) (view->x0 - priv->view.x0),
                        (float) (view->y0 - priv->view.y0));
  return graphene_rect_contains_rect (&moved, clip);
}

static void
record (DectLayer *self, const DectViewTransform *view, const graphene_rect_t *clip)
{
  DectLayerPrivate *priv = dect_layer_get_instance_private (self);
  GtkSnapshot *own = gtk_snapshot_new ();

  priv->view = *view;
  graphene_rect_inset_r (clip, -clip->size.width * CACHE_MARGIN, -clip->size.height * CACHE_MARGIN,
                         &priv->area);
  DECT_LAYER_GET_CLASS (self)->snapshot (self, own, view, &priv->area);
  g_clear_pointer (&priv->node, gsk_render_node_unref);
  priv->node = gtk_snapshot_free_to_node (own);
  priv->drawn = TRUE;
  priv->taken = FALSE;
}

/* --- Pictures of what is heavy ---------------------------------------------------------------- */

static void
drawing_free (gpointer data)
{
  Drawing *drawing = data;

  g_clear_pointer (&drawing->node, gsk_render_node_unref);
  g_free (drawing);
}

/* The node is the thread's alone from when it is handed over. */
static void
draw_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Drawing *drawing = task_data;
  gint width = (gint) ceilf (drawing->area.size.width) * drawing->scale_factor;
  gint height = (gint) ceilf (drawing->area.size.height) * drawing->scale_factor;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_scale (cr, drawing->scale_factor, drawing->scale_factor);
  cairo_translate (cr, -drawing->area.origin.x, -drawing->area.origin.y);
  gsk_render_node_draw (drawing->node, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), stride * height,
                                      (GDestroyNotify) cairo_surface_destroy, surface);
  g_task_return_pointer (task,
                         gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride),
                         g_object_unref);
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DectLayer *self = DECT_LAYER (source);
  DectLayerPrivate *priv = dect_layer_get_instance_private (self);
  const Drawing *drawing = g_task_get_task_data (G_TASK (result));
  g_autoptr (GdkTexture) picture = g_task_propagate_pointer (G_TASK (result), NULL);

  if (picture == NULL)
    return;
  g_clear_object (&priv->cancellable);
  g_set_object (&priv->picture, picture);
  priv->picture_view = drawing->view;
  priv->picture_area = drawing->area;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
start_drawing (DectLayer *self)
{
  DectLayerPrivate *priv = dect_layer_get_instance_private (self);
  Drawing *drawing = g_new0 (Drawing, 1);
  g_autoptr (GTask) task = NULL;

  *drawing = (Drawing){ g_steal_pointer (&priv->node), priv->view, priv->area, priv->scale_factor };
  priv->taken = TRUE;
  priv->cancellable = g_cancellable_new ();
  task = g_task_new (self, priv->cancellable, drawn_cb, NULL);
  g_task_set_source_tag (task, start_drawing);
  g_task_set_task_data (task, drawing, drawing_free);
  g_task_run_in_thread (task, draw_thread);
}

static void
append_picture (DectLayerPrivate *priv, GtkSnapshot *snapshot, const DectViewTransform *view)
{
  double scale = view->scale / priv->picture_view.scale;
  graphene_rect_t place = GRAPHENE_RECT_INIT (
      (float) (view->x0 + (priv->picture_area.origin.x - priv->picture_view.x0) * scale),
      (float) (view->y0 + (priv->picture_area.origin.y - priv->picture_view.y0) * scale),
      (float) (ceilf (priv->picture_area.size.width) * scale),
      (float) (ceilf (priv->picture_area.size.height) * scale));

  gtk_snapshot_append_texture (snapshot, priv->picture, &place);
}

static void
snapshot_heavy (DectLayer *self,
                GtkSnapshot *snapshot,
                const DectViewTransform *view,
                const graphene_rect_t *clip)
{
  DectLayerPrivate *priv = dect_layer_get_instance_private (self);

  /* One at a time; what changed meanwhile is drawn next. */
  if (priv->cancellable == NULL && !still_covers (priv, view, clip))
    {
      record (self, view, clip);
      if (priv->node != NULL)
        start_drawing (self);
    }
  if (priv->picture != NULL)
    append_picture (priv, snapshot, view);
}

static void
snapshot_cached (DectLayer *self,
                 GtkSnapshot *snapshot,
                 const DectViewTransform *view,
                 const graphene_rect_t *clip)
{
  DectLayerPrivate *priv = dect_layer_get_instance_private (self);

  if (DECT_LAYER_GET_CLASS (self)->is_heavy != NULL && DECT_LAYER_GET_CLASS (self)->is_heavy (self))
    {
      snapshot_heavy (self, snapshot, view, clip);
      return;
    }
  g_clear_object (&priv->picture);
  if (!still_covers (priv, view, clip) || priv->taken)
    record (self, view, clip);
  if (priv->node == NULL)
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (view->x0 - priv->view.x0),
                                                          (float) (view->y0 - priv->view.y0)));
  gtk_snapshot_append_node (snapshot, priv->node);
  gtk_snapshot_restore (snapshot);
}

void
dect_layer_snapshot (DectLayer *self,
                     GtkSnapshot *snapshot,
                     const DectViewTransform *view,
                     const graphene_rect_t *clip)
{
  g_return_if_fail (DECT_IS_LAYER (self));

  if (!dect_layer_get_visible (self) || dect_layer_get_floor (self) == NULL)
    return;
  if (DECT_LAYER_GET_CLASS (self)->cached)
    snapshot_cached (self, snapshot, view, clip);
  else
    DECT_LAYER_GET_CLASS (self)->snapshot (self, snapshot, view, clip);
}

char *
dect_layer_describe (DectLayer *self, const DectViewTransform *view, DectPoint point)
{
  g_return_val_if_fail (DECT_IS_LAYER (self), NULL);

  if (!dect_layer_get_visible (self) || DECT_LAYER_GET_CLASS (self)->describe == NULL
      || dect_layer_get_floor (self) == NULL)
    return NULL;
  return DECT_LAYER_GET_CLASS (self)->describe (self, view, point);
}
