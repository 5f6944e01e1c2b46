/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-push-private.h"

#include "pbx/dect-pbx-dialect-private.h"
#include "pbx/dect-pbx-json.h"
#include "pbx/dect-pbx-record-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One record to be written; record is what it shall be (NULL = it goes), old what it was. */
typedef struct
{
  DectPbxChange *change;
  DectPbxKind kind;
  const char *key;
  JsonObject *record;
  JsonObject *old;
  guint rank;
} Item;

static const DectPbxPath item_paths[]
    = { DECT_PBX_PATH_GATEWAY, DECT_PBX_PATH_ACCESSPOINT, DECT_PBX_PATH_HANDSET };
static const DectPbxPath list_paths[]
    = { DECT_PBX_PATH_GATEWAYS, DECT_PBX_PATH_ACCESSPOINTS, DECT_PBX_PATH_HANDSETS };

static JsonArray *
list_of (JsonNode *document, DectPbxKind kind)
{
  return document != NULL
             ? dect_pbx_json_get_array (json_node_get_object (document),
                                        kind == DECT_PBX_KIND_HANDSET ? "handsets" : "accesspoints")
             : NULL;
}

static JsonObject *
find_record (JsonNode *document, DectPbxKind kind, const char *key)
{
  JsonArray *list = list_of (document, kind);

  if (kind == DECT_PBX_KIND_GATEWAY)
    return document != NULL ? json_node_get_object (document) : NULL;
  for (guint i = 0; i < dect_pbx_json_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      if (JSON_NODE_HOLDS_OBJECT (node)
          && g_str_equal (dect_pbx_record_key (json_node_get_object (node), kind), key))
        return json_node_get_object (node);
    }
  return NULL;
}

/* Contract C5: gateway, master, failover, other base stations, handsets, removals. */
static guint
rank_of (const Item *item)
{
  if (dect_pbx_change_get_op (item->change) == DECT_PBX_OP_REMOVE)
    return 5;
  if (item->kind == DECT_PBX_KIND_HANDSET)
    return 4;
  if (item->kind == DECT_PBX_KIND_GATEWAY)
    return 0;
  return dect_pbx_json_get_bool (item->record, "master", FALSE)     ? 1
         : dect_pbx_json_get_bool (item->record, "failover", FALSE) ? 2
                                                                    : 3;
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const Item *const *first = a, *const *second = b;

  if ((*first)->rank != (*second)->rank)
    return (*first)->rank < (*second)->rank ? -1 : 1;
  if ((*first)->kind != (*second)->kind)
    return (*first)->kind < (*second)->kind ? -1 : 1;
  return strcmp ((*first)->key, (*second)->key);
}

static GPtrArray *
list_items (DectPbxPush *push, DectPbxDiff *diff)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < diff->changes->len; i++)
    {
      Item *item = g_new0 (Item, 1);
      item->change = g_ptr_array_index (diff->changes, i);
      item->kind = dect_pbx_change_get_kind (item->change);
      item->key = dect_pbx_change_get_key (item->change);
      if (dect_pbx_change_get_op (item->change) != DECT_PBX_OP_REMOVE)
        item->record = find_record (diff->merged, item->kind, item->key);
      item->old = find_record (push->base, item->kind, item->key);
      item->rank = rank_of (item);
      g_ptr_array_add (items, item);
    }
  g_ptr_array_sort (items, compare_items);
  return items;
}

static GBytes *
node_to_bytes (JsonNode *node)
{
  char *text = json_to_string (node, FALSE);

  return g_bytes_new_take (text, strlen (text));
}

static GBytes *
record_to_bytes (DectPbxPush *push, DectPbxKind kind, JsonObject *record)
{
  g_autoptr (JsonNode) node
      = dect_pbx_object_node (dect_pbx_dialect_write (push->run->profile, kind, record));

  return node_to_bytes (node);
}

/* The list as the PBX takes it as a whole, wrapped as it wraps its own. */
static GBytes *
list_to_bytes (DectPbxPush *push, DectPbxKind kind, JsonNode *merged)
{
  JsonArray *list = list_of (merged, kind);
  JsonArray *theirs = json_array_new ();
  g_auto (GStrv) names = g_strsplit (push->run->profile->items_pointer, "/", -1);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < dect_pbx_json_length (list); i++)
    json_array_add_object_element (
        theirs,
        dect_pbx_dialect_write (push->run->profile, kind, json_array_get_object_element (list, i)));
  json_node_take_array (node, theirs);
  for (guint i = g_strv_length (names); i-- > 0;)
    if (*names[i] != '\0')
      {
        JsonObject *object = json_object_new ();
        json_object_set_member (object, names[i], g_steal_pointer (&node));
        node = dect_pbx_object_node (object);
      }
  return node_to_bytes (node);
}

static gboolean
by_etag (DectPbxPush *push)
{
  return push->run->profile->concurrency == DECT_PBX_CONCURRENCY_ETAG;
}

/* Not every PBX says what it has not found. */
static gboolean
is_not_found (const GError *why)
{
  return g_error_matches (why, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_FOUND)
         || g_error_matches (why, DECT_PBX_ERROR, DECT_PBX_ERROR_NO_MODULE);
}

/* With ETags each record has its own: read it, and see that it still is what was looked at. The
 * master of a gateway that was made just now is there by itself. */
static gboolean
read_child_etag (DectPbxPush *push, const Item *item, const char *url, char **etag, GError **error)
{
  DectPbxHttpRequest request = {
    .method = "GET", .url = url, .accept = "application/json", .max_bytes = DECT_PBX_MAX_OTHER_BYTES
  };
  g_auto (DectPbxHttpAnswer) answer = { 0 };
  g_autoptr (GError) why = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (!dect_pbx_run_send (push->run, &request, &answer, &why))
    {
      if (is_not_found (why))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  node = dect_pbx_answer_parse (&answer, error);
  if (node == NULL)
    return FALSE;

  g_autoptr (JsonObject) ours
      = dect_pbx_dialect_read (push->run->profile, item->kind, json_node_get_object (node));
  g_autoptr (JsonObject) now = dect_pbx_record_canonical (ours, dect_pbx_members (item->kind));
  g_autoptr (GPtrArray) names
      = item->old != NULL ? dect_pbx_record_compare (item->old, now, dect_pbx_members (item->kind))
                          : NULL;
  if (names != NULL ? names->len > 0 : push->base != NULL)
    {
      g_autofree char *title = dect_pbx_change_dup_title (item->change);
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_CONFLICT,
                   _("%s: somebody else changed it at the PBX in the meantime, so it stays as it "
                      "is there. Look at the difference again."),
                   title);
      return FALSE;
    }
  *etag = dect_pbx_answer_dup_etag (&answer);
  return TRUE;
}

/* A record that is made by POST has no address of its own yet. */
static gboolean
goes_to_list (const Item *item, const char *method)
{
  return item->old == NULL && g_str_equal (method, "POST");
}

/* The id of a record; where the answer that made it did not tell it, the PBX's lists do. */
static const char *
find_id (DectPbxPush *push, DectPbxKind kind, const char *key, GError **error)
{
  const char *id = dect_pbx_run_get_id (push->run, kind, key);
  g_autoptr (JsonNode) now = NULL;

  if (id != NULL)
    return id;
  now = dect_pbx_run_get_document (push->run, push->gateway, NULL, error);
  id = dect_pbx_run_get_id (push->run, kind, key);
  if (now != NULL && id == NULL)
    g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_FOUND,
                 _("The PBX has no id for %s under the name that the connection profile says "
                    "(id_field)."),
                 key);
  return id;
}

static char *
list_url (DectPbxPush *push, DectPbxKind kind, GError **error)
{
  const char *gateway = kind != DECT_PBX_KIND_GATEWAY
                            ? find_id (push, DECT_PBX_KIND_GATEWAY, push->gateway, error)
                            : NULL;

  if (kind != DECT_PBX_KIND_GATEWAY && gateway == NULL)
    return NULL;
  return dect_pbx_profile_dup_url (push->run->profile, list_paths[kind], gateway, NULL, error);
}

static char *
item_url (DectPbxPush *push, const Item *item, const char *method, GError **error)
{
  const char *gateway, *id;

  if (goes_to_list (item, method))
    return list_url (push, item->kind, error);
  gateway = find_id (push, DECT_PBX_KIND_GATEWAY, push->gateway, error);
  id = gateway != NULL ? find_id (push, item->kind, item->key, error) : NULL;
  if (id == NULL)
    return NULL;
  return dect_pbx_profile_dup_url (push->run->profile, item_paths[item->kind], gateway, id, error);
}

/* A record that was made has an id at the PBX, which the answer tells; else the list does later. */
static void
keep_new_id (DectPbxPush *push, const Item *item, const DectPbxHttpAnswer *answer)
{
  g_autoptr (JsonNode) node = NULL;

  if (push->run->profile->key_mode != DECT_PBX_KEY_LOOKUP || g_bytes_get_size (answer->body) == 0)
    return;
  node = dect_pbx_answer_parse (answer, NULL);
  if (node != NULL)
    dect_pbx_run_keep_id (push->run, item->kind, item->key,
                          dect_pbx_run_read_id (push->run, json_node_get_object (node)));
}

static gboolean
send_item (DectPbxPush *push, const Item *item, gboolean *sent, GError **error)
{
  DectPbxProfile *profile = push->run->profile;
  const char *method = item->record == NULL ? profile->delete_method
                       : item->old == NULL  ? profile->create_method
                                            : profile->update_method;
  g_autofree char *url = item_url (push, item, method, error);
  g_autoptr (GBytes) body
      = item->record != NULL ? record_to_bytes (push, item->kind, item->record) : NULL;
  g_autofree char *etag = NULL;
  g_auto (DectPbxHttpAnswer) answer = { 0 };
  g_autoptr (GError) why = NULL;

  if (url == NULL)
    return FALSE;
  if (by_etag (push) && item->kind == DECT_PBX_KIND_GATEWAY)
    etag = g_strdup (push->base_etag);
  else if (by_etag (push) && !goes_to_list (item, method)
           && !read_child_etag (push, item, url, &etag, error))
    return FALSE;

  gboolean new = etag == NULL || *etag == '\0';
  DectPbxHttpRequest request = { .method = method,
                                 .url = url,
                                 .accept = "application/json",
                                 .body = body,
                                 .if_match = by_etag (push) && !new ? etag : NULL,
                                 .if_none_match = by_etag (push) && new ? "*" : NULL,
                                 .max_bytes = DECT_PBX_MAX_DOCUMENT_BYTES };
  gboolean ok = dect_pbx_run_send (push->run, &request, &answer, &why);
  *sent = answer.sent;
  if (ok)
    {
      keep_new_id (push, item, &answer);
      return TRUE;
    }
  /* What shall go and is not there is gone. */
  if (item->record == NULL && is_not_found (why))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
}

static gboolean
send_list (DectPbxPush *push, const Item *item, JsonNode *merged, gboolean *sent, GError **error)
{
  g_autofree char *url = list_url (push, item->kind, error);
  g_autoptr (GBytes) body = list_to_bytes (push, item->kind, merged);
  DectPbxHttpRequest request = { .method = push->run->profile->update_method,
                                 .url = url,
                                 .accept = "application/json",
                                 .body = body,
                                 .max_bytes = DECT_PBX_MAX_DOCUMENT_BYTES };
  g_auto (DectPbxHttpAnswer) answer = { 0 };
  gboolean ok = url != NULL && dect_pbx_run_send (push->run, &request, &answer, error);

  *sent = answer.sent;
  return ok;
}

static gboolean
as_whole (DectPbxPush *push, const Item *item)
{
  return push->run->profile->lists == DECT_PBX_LISTS_WHOLE && item->kind != DECT_PBX_KIND_GATEWAY;
}

static gboolean
send_any (DectPbxPush *push, const Item *item, JsonNode *merged, gboolean *sent, GError **error)
{
  return as_whole (push, item) ? send_list (push, item, merged, sent, error)
                               : send_item (push, item, sent, error);
}

/* Whether the PBX has the record as it shall be, secrets aside. */
static gboolean
is_there (DectPbxPush *push, Item *item, gboolean *known)
{
  g_autoptr (JsonNode) now = NULL;
  g_autofree char *etag = NULL;

  *known = dect_pbx_push_read (push, &now, &etag, NULL);
  if (!*known)
    return FALSE;

  JsonObject *record = find_record (now, item->kind, item->key);
  if (item->record == NULL || record == NULL)
    return item->record == NULL && record == NULL;

  g_autoptr (JsonObject) wanted
      = dect_pbx_record_redact (item->record, dect_pbx_members (item->kind));
  g_autoptr (GPtrArray) names
      = dect_pbx_record_compare (record, wanted, dect_pbx_members (item->kind));
  for (guint i = 0; i < names->len; i++)
    {
      const DectPbxMember *member
          = dect_pbx_members_find (dect_pbx_members (item->kind), g_ptr_array_index (names, i));
      if (member == NULL || member->type != DECT_PBX_MEMBER_SECRET)
        return FALSE;
    }
  return TRUE;
}

/* Writes one record; where the answer is lost, the PBX is asked, and it is sent once more. */
static gboolean
write_item (DectPbxPush *push, Item *item, JsonNode *merged, GError **error)
{
  for (guint try = 0;; try++)
    {
      g_autoptr (GError) why = NULL;
      gboolean sent = FALSE, known = FALSE;
      if (send_any (push, item, merged, &sent, &why))
        return TRUE;
      if (sent && dect_pbx_push_is_ambiguous (why) && is_there (push, item, &known))
        return TRUE;
      if (!sent || !dect_pbx_push_is_ambiguous (why) || !known || try > 0)
        {
          g_propagate_error (error, g_steal_pointer (&why));
          return FALSE;
        }
    }
}

static void
add_step (DectPbxRun *run, const Item *item, DectPbxStepState state, const char *message)
{
  DectPbxStep *step = g_new0 (DectPbxStep, 1);

  step->change = g_object_ref (item->change);
  step->state = state;
  step->message = g_strdup (message);
  g_ptr_array_add (run->steps, step);
}

/* Tells how far it came. */
static void
stop (DectPbxPush *push, GPtrArray *items, guint n_done, GError *why, GError **error)
{
  DectPbxRun *run = push->run;

  g_clear_pointer (&run->steps, g_ptr_array_unref);
  run->steps = dect_pbx_steps_new ();
  for (guint i = 0; i < items->len; i++)
    add_step (run, g_ptr_array_index (items, i),
              i < n_done    ? DECT_PBX_STEP_DONE
              : i == n_done ? DECT_PBX_STEP_FAILED
                            : DECT_PBX_STEP_NOT_TRIED,
              i == n_done ? why->message : NULL);
  if (n_done == 0 || why->domain != DECT_PBX_ERROR)
    {
      g_propagate_error (error, why);
      return;
    }
  g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_PARTIAL,
               _("%u of %u changes are made; push again to go on from there. It stopped at: %s"),
               n_done, items->len, why->message);
  g_error_free (why);
}

/* Items behind the first of a list that goes as a whole are done with it. */
static gboolean
is_covered (DectPbxPush *push, GPtrArray *items, guint index)
{
  const Item *item = g_ptr_array_index (items, index);

  for (guint i = 0; as_whole (push, item) && i < index; i++)
    if (((const Item *) g_ptr_array_index (items, i))->kind == item->kind)
      return TRUE;
  return FALSE;
}

DectPbxPushResult *
dect_pbx_push_items (DectPbxPush *push, GError **error)
{
  g_autoptr (DectPbxDiff) diff = dect_pbx_diff_new (push->base, push->document, push->mode);
  g_autoptr (GPtrArray) items = list_items (push, diff);

  for (guint i = 0; i < items->len; i++)
    {
      Item *item = g_ptr_array_index (items, i);
      g_autofree char *title = dect_pbx_change_dup_title (item->change);
      g_autoptr (GError) why = NULL;
      if (push->options->progress != NULL)
        push->options->progress (i, items->len, title, push->options->progress_data);
      if (!is_covered (push, items, i) && !write_item (push, item, diff->merged, &why))
        {
          stop (push, items, i, g_steal_pointer (&why), error);
          return NULL;
        }
    }
  if (push->options->progress != NULL)
    push->options->progress (items->len, items->len, "", push->options->progress_data);
  return dect_pbx_push_new_result (push, g_steal_pointer (&diff),
                                   items->len == 0 ? push->base_etag : "");
}
