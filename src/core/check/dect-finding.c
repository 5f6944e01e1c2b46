/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-check"

#include "config.h"

#include "check/dect-finding-private.h"
#include "model/dect-json-add.h"

#include <string.h>

struct _DectFinding
{
  gatomicrefcount ref_count;
  const DectRuleInfo *rule;
  guint32 *objects;
  guint n_objects;
  char *text;
  const char *fix;
  gboolean accepted;
};

G_DEFINE_BOXED_TYPE (DectFinding, dect_finding, dect_finding_ref, dect_finding_unref)

static char *
capitalise (const char *text)
{
  char first[7] = "";

  if (*text != '\0')
    first[g_unichar_to_utf8 (g_unichar_totitle (g_utf8_get_char (text)), first)] = '\0';
  return g_strconcat (first, *text != '\0' ? g_utf8_next_char (text) : "", NULL);
}

DectFinding *
dect_finding_new (const DectRuleInfo *rule,
                  const guint32 *objects,
                  guint n_objects,
                  const char *text,
                  const char *fix,
                  gboolean accepted)
{
  DectFinding *self = g_new0 (DectFinding, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->rule = rule;
  self->objects = g_memdup2 (objects, n_objects * sizeof *objects);
  self->n_objects = n_objects;
  self->text = capitalise (text);
  self->fix = fix;
  self->accepted = accepted;
  return self;
}

DectFinding *
dect_finding_ref (DectFinding *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_finding_unref (DectFinding *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->objects);
  g_free (self->text);
  g_free (self);
}

const char *
dect_finding_get_rule (const DectFinding *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->rule->id;
}

DectSeverity
dect_finding_get_severity (const DectFinding *self)
{
  g_return_val_if_fail (self != NULL, DECT_SEVERITY_ERROR);

  return self->rule->severity;
}

const guint32 *
dect_finding_get_objects (const DectFinding *self, guint *n_objects)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (n_objects != NULL)
    *n_objects = self->n_objects;
  return self->objects;
}

const char *
dect_finding_get_text (const DectFinding *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

const char *
dect_finding_get_source (const DectFinding *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->rule->source;
}

const char *
dect_finding_get_fix (const DectFinding *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->fix;
}

gboolean
dect_finding_is_accepted (const DectFinding *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->accepted;
}

guint
dect_findings_count (GPtrArray *findings, DectSeverity severity)
{
  guint count = 0;

  g_return_val_if_fail (findings != NULL, 0);

  for (guint i = 0; i < findings->len; i++)
    {
      const DectFinding *finding = g_ptr_array_index (findings, i);

      count += finding->rule->severity == severity && !finding->accepted;
    }
  return count;
}

/* --- JSON ----------------------------------------------------------------------------------- */

static void
add_object (JsonBuilder *builder, DectSnapshot *snapshot, guint32 id)
{
  const DectRecord *record = id == DECT_SITE_ID ? DECT_RECORD (dect_snapshot_get_info (snapshot))
                                                : dect_snapshot_find (snapshot, id);
  g_autofree char *title = NULL;

  if (record == NULL)
    return;
  title = dect_record_title (record);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "kind");
  json_builder_add_string_value (builder, dect_kind_id (record->kind));
  if (id != DECT_SITE_ID)
    {
      dect_json_add_integer (builder, "id", id);
    }
  json_builder_set_member_name (builder, "title");
  json_builder_add_string_value (builder, title);
  json_builder_end_object (builder);
}

static void
add_finding (JsonBuilder *builder, DectSnapshot *snapshot, const DectFinding *finding)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "rule");
  json_builder_add_string_value (builder, finding->rule->id);
  json_builder_set_member_name (builder, "severity");
  json_builder_add_string_value (
      builder, finding->rule->severity == DECT_SEVERITY_ERROR ? "error" : "warning");
  dect_json_add_boolean (builder, "accepted", finding->accepted);
  json_builder_set_member_name (builder, "text");
  json_builder_add_string_value (builder, finding->text);
  json_builder_set_member_name (builder, "source");
  json_builder_add_string_value (builder, finding->rule->source);
  json_builder_set_member_name (builder, "objects");
  json_builder_begin_array (builder);
  for (guint i = 0; i < finding->n_objects; i++)
    add_object (builder, snapshot, finding->objects[i]);
  json_builder_end_array (builder);
  if (finding->fix != NULL)
    {
      json_builder_set_member_name (builder, "fix");
      json_builder_add_string_value (builder, finding->fix);
    }
  json_builder_end_object (builder);
}

JsonNode *
dect_findings_to_json (GPtrArray *findings, DectSnapshot *snapshot)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  g_return_val_if_fail (findings != NULL, NULL);
  g_return_val_if_fail (snapshot != NULL, NULL);

  json_builder_begin_array (builder);
  for (guint i = 0; i < findings->len; i++)
    add_finding (builder, snapshot, g_ptr_array_index (findings, i));
  json_builder_end_array (builder);
  return json_builder_get_root (builder);
}
