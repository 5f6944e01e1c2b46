/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-checklist.h"

#include "model/dect-data.h"
#include "pbx/dect-pbx-change-private.h"
#include "pbx/dect-pbx-diff.h"
#include "pbx/dect-pbx-json.h"
#include "pbx/dect-pbx-members-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FOLDER "pbx/checklists"
#define SUFFIX ".json"

static void
entry_free (gpointer data)
{
  DectPbxEntry *entry = data;

  g_free (entry->label);
  g_free (entry->value);
  g_free (entry);
}

void
dect_pbx_instruction_free (DectPbxInstruction *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->text);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

char **
dect_pbx_checklist_list (void)
{
  g_auto (GStrv) files = dect_data_list (FOLDER);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; files[i] != NULL; i++)
    if (g_str_has_suffix (files[i], SUFFIX))
      {
        g_autofree char *id = g_strndup (files[i], strlen (files[i]) - strlen (SUFFIX));
        g_strv_builder_add (ids, id);
      }
  return g_strv_builder_end (ids);
}

static JsonNode *
load (const char *id, GError **error)
{
  g_autofree char *path = g_strdup_printf (FOLDER "/%s" SUFFIX, id);
  g_autoptr (GError) why = NULL;
  g_autoptr (JsonNode) node = strchr (id, '/') == NULL ? dect_data_load (path, &why) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return g_steal_pointer (&node);
  g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_MALFORMED, _("The checklist “%s”: %s"), id,
               why != NULL ? why->message : _("it has the wrong form."));
  return NULL;
}

/* A text in the interface's language: {"": English, "de": German}. */
static const char *
localized (JsonObject *object, const char *name)
{
  JsonObject *texts = dect_pbx_json_get_object (object, name);
  const char *const *languages = g_get_language_names ();

  for (guint i = 0; texts != NULL && languages[i] != NULL; i++)
    if (dect_pbx_json_get_string (texts, languages[i]) != NULL)
      return dect_pbx_json_get_string (texts, languages[i]);
  return dect_pbx_json_get_string (texts, "");
}

char *
dect_pbx_checklist_dup_title (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  g_autoptr (JsonNode) node = load (id, NULL);
  const char *title = node != NULL ? localized (json_node_get_object (node), "title") : NULL;

  return g_strdup (title != NULL ? title : id);
}

/* MACs as the PBX's forms show them, everything else as the difference does. */
static char *
entry_value (JsonObject *entry, JsonObject *record, DectPbxKind kind)
{
  const char *member = dect_pbx_json_get_string (entry, "member");

  if (dect_pbx_json_get_bool (entry, "secret", FALSE))
    return g_strdup (_("as noted for the customer"));
  if (member == NULL)
    return g_strdup ("");
  if (g_str_equal (member, "mac") || g_str_equal (member, "ipei"))
    return dect_pbx_key_to_text (kind, dect_pbx_record_key (record, kind));
  return dect_pbx_change_dup_value (record, member);
}

static void
add_instruction (GPtrArray *instructions, JsonObject *step, JsonObject *record, DectPbxKind kind)
{
  JsonArray *entries = dect_pbx_json_get_array (step, "entries");
  DectPbxInstruction *self = g_new0 (DectPbxInstruction, 1);

  self->path = g_strdup (localized (step, "path"));
  self->text = g_strdup (localized (step, "text"));
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  for (guint i = 0; record != NULL && i < dect_pbx_json_length (entries); i++)
    {
      JsonNode *node = json_array_get_element (entries, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *label = object != NULL ? localized (object, "label") : NULL;
      if (label == NULL)
        continue;
      DectPbxEntry *entry = g_new0 (DectPbxEntry, 1);
      entry->label = g_strdup (label);
      entry->value = entry_value (object, record, kind);
      g_ptr_array_add (self->entries, entry);
    }
  g_ptr_array_add (instructions, self);
}

/* A step about base stations or handsets stands once for each. */
static void
add_step (GPtrArray *instructions, JsonObject *step, JsonObject *document)
{
  const char *of = dect_pbx_json_get_string (step, "of");

  if (of == NULL)
    {
      add_instruction (instructions, step, NULL, DECT_PBX_KIND_GATEWAY);
      return;
    }
  if (g_str_equal (of, dect_pbx_kind_id (DECT_PBX_KIND_GATEWAY)))
    {
      add_instruction (instructions, step, document, DECT_PBX_KIND_GATEWAY);
      return;
    }
  for (const DectPbxMember *list = dect_pbx_members (DECT_PBX_KIND_GATEWAY); list->name != NULL;
       list++)
    {
      JsonArray *records
          = list->type == DECT_PBX_MEMBER_LIST && g_str_equal (dect_pbx_kind_id (list->kind), of)
                ? dect_pbx_json_get_array (document, list->name)
                : NULL;
      for (guint i = 0; i < dect_pbx_json_length (records); i++)
        add_instruction (instructions, step, json_array_get_object_element (records, i),
                         list->kind);
    }
}

GPtrArray *
dect_pbx_checklist_new (const char *id, DectSnapshot *snapshot, GError **error)
{
  g_return_val_if_fail (id != NULL && snapshot != NULL, NULL);

  g_autoptr (JsonNode) node = load (id, error);
  g_autoptr (JsonNode) document
      = node != NULL
            ? dect_pbx_document_new_full (snapshot, NULL, DECT_PBX_DOCUMENT_LEAVE_OUT, error)
            : NULL;
  JsonArray *steps;

  if (document == NULL)
    return NULL;

  GPtrArray *instructions
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_pbx_instruction_free);

  steps = dect_pbx_json_get_array (json_node_get_object (node), "steps");
  for (guint i = 0; i < dect_pbx_json_length (steps); i++)
    {
      JsonNode *step = json_array_get_element (steps, i);
      if (JSON_NODE_HOLDS_OBJECT (step) && localized (json_node_get_object (step), "text") != NULL)
        add_step (instructions, json_node_get_object (step), json_node_get_object (document));
    }
  return instructions;
}
