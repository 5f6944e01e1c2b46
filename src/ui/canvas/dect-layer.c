/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-layer.h"

typedef struct
{
  DectDocument *document;
  gboolean visible;
} DectLayerPrivate;

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

  g_clear_object (&priv->document);
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

const DectFloor *
dect_layer_get_floor (DectLayer *self)
{
  DectDocument *document = dect_layer_get_document (self);
  const DectRecord *record;

  if (document == NULL)
    return NULL;
  record = dect_site_find_record (dect_document_get_site (document),
                                  dect_document_get_floor (document));
  return record != NULL && record->kind == DECT_KIND_FLOOR ? DECT_FLOOR (record) : NULL;
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
  g_return_if_fail (DECT_IS_LAYER (self));

  g_signal_emit (self, signals[CHANGED], 0);
}

void
dect_layer_update (DectLayer *self)
{
  g_return_if_fail (DECT_IS_LAYER (self));

  if (DECT_LAYER_GET_CLASS (self)->update != NULL)
    DECT_LAYER_GET_CLASS (self)->update (self);
}

void
dect_layer_snapshot (DectLayer *self,
                     GtkSnapshot *snapshot,
                     const DectViewTransform *view,
                     const graphene_rect_t *clip)
{
  g_return_if_fail (DECT_IS_LAYER (self));

  if (dect_layer_get_visible (self) && dect_layer_get_floor (self) != NULL)
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
