/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-omm-compare.h"

#include <math.h>

#include "model/dect-json-add.h"

/* A level, to 0.1 dB. */
static void
add_level (JsonBuilder *builder, const char *name, double value)
{
  dect_json_add_number (builder, name, round (value * 10) / 10);
}

/* Opens an object and leaves it open. */
static void
add_counts (JsonBuilder *builder, const char *name, guint planned, guint built)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  dect_json_add_integer (builder, "planned", planned);
  dect_json_add_integer (builder, "built", built);
}

static void
add_differences (JsonBuilder *builder, const DectOmmReport *self)
{
  json_builder_set_member_name (builder, "differences");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->differences->len; i++)
    {
      const DectOmmDifference *difference = g_ptr_array_index (self->differences, i);

      json_builder_begin_object (builder);
      dect_json_add_text (builder, "kind", dect_omm_difference_kind_id (difference->kind));
      dect_json_add_text (builder, "of", dect_kind_id (difference->of));
      dect_json_add_text (builder, "title", difference->title);
      dect_json_add_text (builder, "key", difference->key);
      dect_json_add_text (builder, "field",
                          difference->field != NULL ? difference->field->id : NULL);
      dect_json_add_text (builder, "planned", difference->planned);
      dect_json_add_text (builder, "built", difference->built);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_scales (JsonBuilder *builder, const DectOmmReport *self)
{
  guint n_scales;
  const DectOmmScale *scales = dect_omm_scale_list (&n_scales);

  dect_json_add_text (builder, "scale", self->scale->id);
  json_builder_set_member_name (builder, "scales");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_scales; i++)
    {
      json_builder_begin_object (builder);
      dect_json_add_text (builder, "id", scales[i].id);
      dect_json_add_text (builder, "title", scales[i].title);
      add_level (builder, "offset_db", scales[i].offset_db);
      dect_json_add_boolean (builder, "verified", scales[i].verified);
      dect_json_add_text (builder, "source", scales[i].source);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_links (JsonBuilder *builder, const DectOmmReport *self)
{
  json_builder_set_member_name (builder, "links");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->links->len; i++)
    {
      const DectOmmLink *link = g_ptr_array_index (self->links, i);

      json_builder_begin_object (builder);
      dect_json_add_text (builder, "from", link->from_title);
      dect_json_add_text (builder, "to", link->to_title);
      json_builder_set_member_name (builder, "reading");
      if (link->reading != DECT_OMM_UNSET)
        json_builder_add_int_value (builder, link->reading);
      else
        json_builder_add_null_value (builder);
      add_level (builder, "predicted_dbm", link->predicted_dbm);
      add_level (builder, "measured_dbm", link->measured_dbm);
      add_level (builder, "difference_db", link->measured_dbm - link->predicted_dbm);
      dect_json_add_boolean (builder, "lost", link->lost);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

JsonNode *
dect_omm_report_to_json (const DectOmmReport *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  json_builder_begin_object (builder);
  dect_json_add_text (builder, "origin", self->origin == DECT_OMM_ORIGIN_AXI ? "axi" : "backup");
  dect_json_add_text (builder, "version", self->version);
  dect_json_add_text (builder, "name", self->name);
  dect_json_add_text (builder, "park", self->park);
  add_counts (builder, "rfps", self->n_rfps, self->n_rfps_built);
  json_builder_end_object (builder);
  add_counts (builder, "handsets", self->n_handsets, self->n_handsets_built);
  dect_json_add_boolean (builder, "told", self->tells_handsets);
  json_builder_end_object (builder);
  dect_json_add_boolean (builder, "state_told", self->tells_state);
  add_differences (builder, self);
  add_scales (builder, self);
  add_links (builder, self);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}
