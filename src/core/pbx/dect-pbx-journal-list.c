/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-journal.h"

#include "model/dect-locale.h"
#include "pbx/dect-pbx-change-private.h"
#include "pbx/dect-pbx-json.h"
#include "store/dect-peer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _DectPbxJournalItem
{
  GObject parent_instance;

  DectLogEntry *entry;
};

enum
{
  PROP_0,
  PROP_DATE,
  PROP_PROFILE,
  PROP_GATEWAY,
  PROP_SUMMARY,
  PROP_REVISIONS,
  PROP_RESULT,
  PROP_DETAILS,
  PROP_SUCCESS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DectPbxJournalItem, dect_pbx_journal_item, G_TYPE_OBJECT)

static gboolean
is_push (const DectLogEntry *entry)
{
  const char *event = dect_log_entry_get_event (entry);

  return g_str_equal (event, "push") || g_str_equal (event, "push-failed");
}

static char *
dup_plain (const DectLogEntry *entry, const char *member)
{
  g_autofree char *text = dect_log_entry_dup_detail (entry, member);

  return dect_peer_plain_text (text, 200);
}

static char *
dup_count (const DectLogEntry *entry, const char *member)
{
  char *text = dup_plain (entry, member);

  if (*text != '\0')
    return text;
  g_free (text);
  return g_strdup ("0");
}

static char *
dup_summary (const DectLogEntry *entry)
{
  g_autofree char *create = dup_count (entry, "create");
  g_autofree char *update = dup_count (entry, "update");
  g_autofree char *remove = dup_count (entry, "remove");

  return g_str_equal (dect_log_entry_get_event (entry), "push")
             ? g_strdup_printf (_("%s new, %s changed, %s removed"), create, update, remove)
             : g_strdup ("");
}

/* An ETag without its quotes; a dash where the gateway was not there. */
static char *
dup_revision (const DectLogEntry *entry, const char *member)
{
  g_autofree char *text = dup_plain (entry, member);
  gsize length = strlen (text);

  if (length >= 2 && text[0] == '"' && text[length - 1] == '"')
    return g_strndup (text + 1, length - 2);
  return g_strdup (length > 0 ? text : "–");
}

static char *
dup_revisions (const DectLogEntry *entry)
{
  g_autofree char *base = dup_revision (entry, "base");
  g_autofree char *etag = dup_revision (entry, "etag");

  return g_strdup_printf ("%s → %s", base, etag);
}

static const char *
result_text (const DectLogEntry *entry)
{
  static const struct
  {
    const char *word;
    const char *text;
  } texts[] = {
    { "done", N_("Done") },
    { "recovered", N_("Done, the answer was lost on the way") },
    { "conflict", N_("Stopped: somebody else changed the PBX") },
    { "partial", N_("Stopped in the middle") },
    { "uncertain", N_("Not known") },
    { "cancelled", N_("Cancelled") },
    { "refused", N_("Nothing was changed") },
  };
  g_autofree char *word = dup_plain (entry, "result");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (word, texts[i].word))
      return _(texts[i].text);
  /* Entries of before there were results. */
  return _(texts[0].text);
}

static char *
dup_gateway (const DectLogEntry *entry)
{
  g_autofree char *key = dup_plain (entry, "gateway");

  return dect_pbx_key_to_text (DECT_PBX_KIND_GATEWAY, key);
}

static void
dect_pbx_journal_item_get_property (GObject *object,
                                    guint property_id,
                                    GValue *value,
                                    GParamSpec *pspec)
{
  const DectLogEntry *entry = DECT_PBX_JOURNAL_ITEM (object)->entry;

  switch (property_id)
    {
    case PROP_DATE:
      g_value_take_string (value, dect_locale_dup_time (dect_log_entry_get_time (entry)));
      break;
    case PROP_PROFILE:
      g_value_take_string (value, dup_plain (entry, "profile"));
      break;
    case PROP_GATEWAY:
      g_value_take_string (value, dup_gateway (entry));
      break;
    case PROP_SUMMARY:
      g_value_take_string (value, dup_summary (entry));
      break;
    case PROP_REVISIONS:
      g_value_take_string (value, dup_revisions (entry));
      break;
    case PROP_RESULT:
      g_value_set_static_string (value, result_text (entry));
      break;
    case PROP_DETAILS:
      g_value_take_string (value, dup_plain (entry, "message"));
      break;
    case PROP_SUCCESS:
      g_value_set_boolean (value, g_str_equal (dect_log_entry_get_event (entry), "push"));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
dect_pbx_journal_item_finalize (GObject *object)
{
  DectPbxJournalItem *self = DECT_PBX_JOURNAL_ITEM (object);

  g_clear_pointer (&self->entry, dect_log_entry_unref);
  G_OBJECT_CLASS (dect_pbx_journal_item_parent_class)->finalize (object);
}

static void
dect_pbx_journal_item_class_init (DectPbxJournalItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  static const char *const names[]
      = { NULL, "date", "profile", "gateway", "summary", "revisions", "result", "details" };

  object_class->get_property = dect_pbx_journal_item_get_property;
  object_class->finalize = dect_pbx_journal_item_finalize;
  for (guint i = 1; i < G_N_ELEMENTS (names); i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL,
                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SUCCESS] = g_param_spec_boolean ("success", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dect_pbx_journal_item_init (DectPbxJournalItem *self)
{
}

const DectLogEntry *
dect_pbx_journal_item_get_entry (DectPbxJournalItem *self)
{
  g_return_val_if_fail (DECT_IS_PBX_JOURNAL_ITEM (self), NULL);

  return self->entry;
}

GListModel *
dect_pbx_journal_list (DectLog *log)
{
  g_return_val_if_fail (DECT_IS_LOG (log), NULL);

  GListStore *store = g_list_store_new (DECT_TYPE_PBX_JOURNAL_ITEM);

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (log)); i > 0; i--)
    {
      g_autoptr (DectLogItem) log_item = g_list_model_get_item (G_LIST_MODEL (log), i - 1);
      DectLogEntry *entry = dect_log_item_get_entry (log_item);
      if (!is_push (entry))
        continue;
      g_autoptr (DectPbxJournalItem) item = g_object_new (DECT_TYPE_PBX_JOURNAL_ITEM, NULL);
      item->entry = dect_log_entry_ref (entry);
      g_list_store_append (store, item);
    }
  return G_LIST_MODEL (store);
}

/* An entry's own members, with its time, and without the records. */
static JsonNode *
entry_to_json (DectLogEntry *entry)
{
  const char *text = dect_log_entry_get_details (entry);
  g_autoptr (JsonNode) details = dect_pbx_json_parse (text, strlen (text), NULL);
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (dect_log_entry_get_time (entry));
  g_autofree char *time = date != NULL ? g_date_time_format_iso8601 (date) : g_strdup ("");
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autoptr (GList) names = NULL;

  json_node_take_object (node, object);
  json_object_set_string_member (object, "time", time);
  json_object_set_string_member (object, "event", dect_log_entry_get_event (entry));
  if (details != NULL && JSON_NODE_HOLDS_OBJECT (details))
    names = json_object_get_members (json_node_get_object (details));
  for (GList *l = names; l != NULL; l = l->next)
    if (!g_str_equal (l->data, "known"))
      json_object_set_member (
          object, l->data,
          json_node_copy (json_object_get_member (json_node_get_object (details), l->data)));
  return node;
}

JsonNode *
dect_pbx_journal_to_json (DectLog *log)
{
  g_return_val_if_fail (DECT_IS_LOG (log), NULL);

  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (log)); i++)
    {
      g_autoptr (DectLogItem) item = g_list_model_get_item (G_LIST_MODEL (log), i);
      if (is_push (dect_log_item_get_entry (item)))
        json_array_add_element (array, entry_to_json (dect_log_item_get_entry (item)));
    }
  json_node_take_array (node, array);
  return node;
}
