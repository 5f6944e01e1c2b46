/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What others read and set of a canvas. */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include "canvas/dect-coverage-layer.h"
#include "radio/dect-radio-data.h"

enum
{
  PROP_0,
  PROP_TOOL,
  PROP_ZOOM,
  PROP_EMPTY,
  PROP_LABELS,
  PROP_ZONES,
  PROP_REMARKS,
  PROP_SURVEY,
  PROP_RULERS,
  PROP_BELOW,
  PROP_COVERAGE,
  PROP_COVERAGE_OPACITY,
  PROP_HINT,
  PROP_MATERIAL,
  PROP_OPENING_KIND,
  PROP_OPENING_WIDTH,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

const char *
dect_canvas_tool_name (DectTool tool)
{
  const DectToolClass *klass = dect_tool_class (tool);

  return klass != NULL ? klass->name : tool == DECT_TOOL_PAN ? "pan" : "select";
}

static char *
dup_hint (DectCanvas *self)
{
  const DectToolClass *tool = dect_tool_class (self->tool);

  if (tool == NULL || tool->hint == NULL || self->document == NULL || self->floor == 0)
    return NULL;
  return tool->hint (self);
}

/* --- What is shown -------------------------------------------------------------------------------
 */

/* Layers that are switched on and off, each by an action of the same name. */
static const struct
{
  guint property;
  gsize flag;                         /* offset of a gboolean */
  void (*changed) (DectCanvas *self); /* nullable; once there is a document */
} switches[] = {
  { PROP_LABELS, G_STRUCT_OFFSET (DectCanvas, labels), dect_canvas_update_markers },
  { PROP_ZONES, G_STRUCT_OFFSET (DectCanvas, show_zones), dect_canvas_update_zones },
  { PROP_REMARKS, G_STRUCT_OFFSET (DectCanvas, show_remarks), dect_canvas_update_remarks },
  { PROP_SURVEY, G_STRUCT_OFFSET (DectCanvas, show_survey), dect_canvas_update_survey },
  { PROP_RULERS, G_STRUCT_OFFSET (DectCanvas, rulers), NULL },
};

static gboolean
get_switch (DectCanvas *self, guint property)
{
  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    if (switches[i].property == property)
      return G_STRUCT_MEMBER (gboolean, self, switches[i].flag);
  return dect_layer_get_visible (self->layers[LAYER_BELOW_WALLS]);
}

static void
set_switch (DectCanvas *self, guint property, gboolean on)
{
  const char *name = g_param_spec_get_name (properties[property]);

  if (get_switch (self, property) == on)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    if (switches[i].property == property)
      {
        G_STRUCT_MEMBER (gboolean, self, switches[i].flag) = on;
        if (switches[i].changed != NULL && self->document != NULL)
          switches[i].changed (self);
      }
  if (property == PROP_BELOW)
    {
      dect_layer_set_visible (self->layers[LAYER_BELOW_PLAN], on);
      dect_layer_set_visible (self->layers[LAYER_BELOW_WALLS], on);
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  dect_canvas_set_action_state (self, name, g_variant_new_boolean (on));
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_coverage_opacity (DectCanvas *self, double opacity)
{
  DectCoverageLayer *layer = DECT_COVERAGE_LAYER (self->layers[LAYER_COVERAGE]);

  if (dect_coverage_layer_get_opacity (layer) == opacity)
    return;
  dect_coverage_layer_set_opacity (layer, opacity);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COVERAGE_OPACITY]);
}

/* --- Object --------------------------------------------------------------------------------------
 */

static void
get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  DectCanvas *self = DECT_CANVAS (object);

  switch (prop_id)
    {
    case PROP_TOOL:
      g_value_set_string (value, dect_canvas_tool_name (self->tool));
      break;
    case PROP_ZOOM:
      g_value_set_double (value, dect_canvas_get_zoom (self));
      break;
    case PROP_EMPTY:
      g_value_set_boolean (value, self->empty);
      break;
    case PROP_LABELS:
    case PROP_ZONES:
    case PROP_REMARKS:
    case PROP_SURVEY:
    case PROP_RULERS:
    case PROP_BELOW:
      g_value_set_boolean (value, get_switch (self, prop_id));
      break;
    case PROP_HINT:
      g_value_take_string (value, dup_hint (self));
      break;
    case PROP_MATERIAL:
      g_value_set_string (value, self->material);
      break;
    case PROP_OPENING_KIND:
      g_value_set_uint (value, self->opening_kind);
      break;
    case PROP_OPENING_WIDTH:
      g_value_set_double (value, self->opening_m);
      break;
    case PROP_COVERAGE:
      g_value_set_boxed (value, dect_coverage_layer_get_coverage (
                                    DECT_COVERAGE_LAYER (self->layers[LAYER_COVERAGE])));
      break;
    case PROP_COVERAGE_OPACITY:
      g_value_set_double (value, dect_coverage_layer_get_opacity (
                                     DECT_COVERAGE_LAYER (self->layers[LAYER_COVERAGE])));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  DectCanvas *self = DECT_CANVAS (object);

  switch (prop_id)
    {
    case PROP_TOOL:
      for (DectTool i = DECT_TOOL_SELECT; i <= DECT_TOOL_PAN; i++)
        if (g_strcmp0 (g_value_get_string (value), dect_canvas_tool_name (i)) == 0)
          dect_canvas_set_tool (self, i);
      break;
    case PROP_LABELS:
    case PROP_ZONES:
    case PROP_REMARKS:
    case PROP_SURVEY:
    case PROP_RULERS:
    case PROP_BELOW:
      set_switch (self, prop_id, g_value_get_boolean (value));
      break;
    case PROP_MATERIAL:
      if (dect_set_str (&self->material, g_value_get_string (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_OPENING_KIND:
      if (self->opening_kind == g_value_get_uint (value))
        break;
      self->opening_kind = g_value_get_uint (value);
      dect_canvas_sketch_done (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_OPENING_WIDTH:
      if (self->opening_m == g_value_get_double (value))
        break;
      self->opening_m = g_value_get_double (value);
      gtk_widget_queue_draw (GTK_WIDGET (self));
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_COVERAGE_OPACITY:
      set_coverage_opacity (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

void
dect_canvas_install_properties (GObjectClass *object_class)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags both = readable | G_PARAM_WRITABLE;

  object_class->get_property = get_property;
  object_class->set_property = set_property;
  properties[PROP_TOOL] = g_param_spec_string ("tool", NULL, NULL, "select", both);
  properties[PROP_ZOOM] = g_param_spec_double ("zoom", NULL, NULL, 0, G_MAXDOUBLE, 100, readable);
  properties[PROP_EMPTY] = g_param_spec_boolean ("empty", NULL, NULL, FALSE, readable);
  properties[PROP_LABELS] = g_param_spec_boolean ("labels", NULL, NULL, TRUE, both);
  properties[PROP_ZONES] = g_param_spec_boolean ("zones", NULL, NULL, TRUE, both);
  properties[PROP_REMARKS] = g_param_spec_boolean ("notes", NULL, NULL, TRUE, both);
  properties[PROP_SURVEY] = g_param_spec_boolean ("survey", NULL, NULL, TRUE, both);
  properties[PROP_RULERS] = g_param_spec_boolean ("rulers", NULL, NULL, TRUE, both);
  properties[PROP_BELOW] = g_param_spec_boolean ("below", NULL, NULL, FALSE, both);
  properties[PROP_HINT] = g_param_spec_string ("hint", NULL, NULL, NULL, readable);
  properties[PROP_MATERIAL]
      = g_param_spec_string ("material", NULL, NULL, DECT_MATERIAL_DEFAULT_WALL, both);
  properties[PROP_OPENING_KIND] = g_param_spec_uint ("opening-kind", NULL, NULL, DECT_OPENING_DOOR,
                                                     DECT_OPENING_STAIR, DECT_OPENING_DOOR, both);
  properties[PROP_OPENING_WIDTH]
      = g_param_spec_double ("opening-width", NULL, NULL, 0.1, 100, DECT_CANVAS_OPENING_M, both);
  properties[PROP_COVERAGE]
      = g_param_spec_boxed ("coverage", NULL, NULL, DECT_TYPE_COVERAGE, readable);
  properties[PROP_COVERAGE_OPACITY]
      = g_param_spec_double ("coverage-opacity", NULL, NULL, 0, 1, 1, both);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}
