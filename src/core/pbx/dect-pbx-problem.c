/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-problem.h"

#include "pbx/dect-pbx-json.h"
#include "store/dect-peer.h"

#define MAX_PROBLEMS 1000
#define MAX_CHARS 200

G_DEFINE_BOXED_TYPE (DectPbxProblem, dect_pbx_problem, dect_pbx_problem_copy, dect_pbx_problem_free)

DectPbxProblem *
dect_pbx_problem_new (const char *path, const char *code, gboolean warning, const char *format, ...)
{
  g_return_val_if_fail (code != NULL && format != NULL, NULL);

  DectPbxProblem *self = g_new0 (DectPbxProblem, 1);
  va_list args;

  self->path = g_strdup (path);
  self->code = g_strdup (code);
  self->warning = warning;
  va_start (args, format);
  self->message = g_strdup_vprintf (format, args);
  va_end (args);
  return self;
}

DectPbxProblem *
dect_pbx_problem_copy (const DectPbxProblem *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  DectPbxProblem *copy
      = dect_pbx_problem_new (self->path, self->code, self->warning, "%s", self->message);

  copy->owner = g_strdup (self->owner);
  return copy;
}

void
dect_pbx_problem_free (DectPbxProblem *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->code);
  g_free (self->message);
  g_free (self->owner);
  g_free (self);
}

GPtrArray *
dect_pbx_problems_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) dect_pbx_problem_free);
}

JsonArray *
dect_pbx_problems_to_json (GPtrArray *problems, gboolean warnings)
{
  g_return_val_if_fail (problems != NULL, NULL);

  JsonArray *array = json_array_new ();

  for (guint i = 0; i < problems->len; i++)
    {
      const DectPbxProblem *problem = g_ptr_array_index (problems, i);
      if (!problem->warning != !warnings)
        continue;
      JsonObject *object = json_object_new ();
      json_object_set_string_member (object, "path", problem->path);
      json_object_set_string_member (object, "code", problem->code);
      json_object_set_string_member (object, "message", problem->message);
      if (problem->owner != NULL)
        json_object_set_string_member (object, "owner", problem->owner);
      json_array_add_object_element (array, object);
    }
  return array;
}

GPtrArray *
dect_pbx_problems_from_json (JsonArray *array, gboolean warnings)
{
  GPtrArray *problems = dect_pbx_problems_new ();
  guint n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n && problems->len < MAX_PROBLEMS; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      JsonObject *object = json_node_get_object (node);
      DectPbxProblem *problem = g_new0 (DectPbxProblem, 1);
      const char *owner = dect_pbx_json_get_string (object, "owner");
      problem->path = dect_peer_plain_text (dect_pbx_json_get_string (object, "path"), MAX_CHARS);
      problem->code = dect_peer_plain_text (dect_pbx_json_get_string (object, "code"), 64);
      problem->message
          = dect_peer_plain_text (dect_pbx_json_get_string (object, "message"), MAX_CHARS);
      problem->owner = owner != NULL ? dect_peer_plain_text (owner, MAX_CHARS) : NULL;
      problem->warning = warnings;
      g_ptr_array_add (problems, problem);
    }
  return problems;
}
