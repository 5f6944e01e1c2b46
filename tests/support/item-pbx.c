/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/item-pbx.h"

#include <string.h>

#include "support/http-thread.h"

#define PREFIX "/api/dect_phones"
#define DEFAULT_LIMIT 100

struct _ItemPbx
{
  HttpThread *http;
  char *uri;

  GMutex lock;
  JsonArray *phones; /* records with "id"; their lists under their names */
  guint next_id;
  GString *log;
  guint fault_in;
  ItemFault fault;
  gboolean no_ids;
};

static void
answer (SoupServerMessage *message, guint status, JsonNode *node)
{
  soup_server_message_set_status (message, status, NULL);
  if (node == NULL)
    return;
  char *text = json_to_string (node, FALSE);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, text,
                                    strlen (text));
  json_node_unref (node);
}

static void
answer_error (SoupServerMessage *message, guint status, const char *text)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_init_object (json_node_alloc (), object);

  json_object_set_int_member (object, "errcode", 40010);
  json_object_set_string_member (object, "errmsg", text);
  json_object_unref (object);
  answer (message, status, node);
}

static JsonObject *
find (JsonArray *array, const char *id, guint *index)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (g_strcmp0 (json_object_get_string_member (json_array_get_object_element (array, i), "id"),
                   id)
        == 0)
      {
        *index = i;
        return json_array_get_object_element (array, i);
      }
  return NULL;
}

/* A phone or member without the lists in it. */
static JsonObject *
head_of (JsonObject *record)
{
  JsonObject *head = json_object_new ();
  g_autoptr (GList) names = json_object_get_members (record);

  for (GList *l = names; l != NULL; l = l->next)
    if (!JSON_NODE_HOLDS_ARRAY (json_object_get_member (record, l->data)))
      json_object_set_member (head, l->data,
                              json_node_copy (json_object_get_member (record, l->data)));
  return head;
}

static guint
query_number (GHashTable *query, const char *name, guint fallback)
{
  const char *text = query != NULL ? g_hash_table_lookup (query, name) : NULL;

  return text != NULL ? g_ascii_strtoull (text, NULL, 10) : fallback;
}

static void
answer_list (SoupServerMessage *message, JsonArray *array, GHashTable *query)
{
  guint limit = query_number (query, "limit", DEFAULT_LIMIT);
  guint offset = query_number (query, "offset", 0);
  JsonArray *items = json_array_new ();
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_init_object (json_node_alloc (), object);

  for (guint i = offset; array != NULL && i < json_array_get_length (array) && i < offset + limit;
       i++)
    json_array_add_object_element (items, head_of (json_array_get_object_element (array, i)));
  json_object_set_array_member (object, "items", items);
  json_object_unref (object);
  answer (message, 200, node);
}

static JsonObject *
read_body (SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (JsonNode) node = body->length > 0 ? json_from_string (body->data, NULL) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node)
             ? json_object_ref (json_node_get_object (node))
             : json_object_new ();
}

static void
set_id (ItemPbx *self, JsonObject *record)
{
  g_autofree char *id = g_strdup_printf ("id %u", 1000 + self->next_id++);

  json_object_set_string_member (record, "id", id);
}

static void
add_record (ItemPbx *self, SoupServerMessage *message, JsonArray *array, JsonObject *record)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  set_id (self, record);
  json_array_add_object_element (array, json_object_ref (record));
  json_node_take_object (node, head_of (record));
  if (self->no_ids)
    g_clear_pointer (&node, json_node_unref);
  answer (message, 201, node);
}

static void
change_record (JsonObject *record, JsonObject *body)
{
  g_autoptr (GList) names = json_object_get_members (body);

  for (GList *l = names; l != NULL; l = l->next)
    if (!g_str_equal (l->data, "id"))
      json_object_set_member (record, l->data,
                              json_node_copy (json_object_get_member (body, l->data)));
}

static JsonArray *
list_of (JsonObject *phone, const char *name)
{
  if (!json_object_has_member (phone, name))
    json_object_set_array_member (phone, name, json_array_new ());
  return json_object_get_array_member (phone, name);
}

/* Members keep the ids they had. */
static void
replace_list (ItemPbx *self, JsonObject *phone, const char *name, JsonArray *items)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *record = json_array_get_object_element (items, i);
      set_id (self, record);
      json_array_add_object_element (array, json_object_ref (record));
    }
  json_object_set_array_member (phone, name, array);
}

static void
handle_one (SoupServerMessage *message, JsonArray *array, const char *id, JsonObject *body)
{
  const char *method = soup_server_message_get_method (message);
  guint index;
  JsonObject *record = find (array, id, &index);

  if (record == NULL)
    {
      answer_error (message, 404, "no such object");
      return;
    }
  if (g_str_equal (method, "GET"))
    {
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (node, head_of (record));
      answer (message, 200, node);
      return;
    }
  if (g_str_equal (method, "DELETE"))
    json_array_remove_element (array, index);
  else
    change_record (record, body);
  answer (message, g_str_equal (method, "DELETE") ? 204 : 200, NULL);
}

static void
handle (ItemPbx *self, SoupServerMessage *message, char **words, GHashTable *query)
{
  gboolean get = g_str_equal (soup_server_message_get_method (message), "GET");
  g_autoptr (JsonObject) body = read_body (message);
  guint n = g_strv_length (words), index;
  JsonObject *phone = n > 0 ? find (self->phones, words[0], &index) : NULL;

  if (n == 0 && get)
    answer_list (message, self->phones, query);
  else if (n == 0)
    add_record (self, message, self->phones, body);
  else if (n == 1)
    handle_one (message, self->phones, words[0], body);
  else if (phone == NULL)
    answer_error (message, 404, "no such phone");
  else if (n == 3)
    handle_one (message, list_of (phone, words[1]), words[2], body);
  else if (get)
    answer_list (message, list_of (phone, words[1]), query);
  else if (json_object_has_member (body, "items"))
    {
      replace_list (self, phone, words[1], json_object_get_array_member (body, "items"));
      answer (message, 200, NULL);
    }
  else
    add_record (self, message, list_of (phone, words[1]), body);
}

static void
cut (SoupServerMessage *message)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  g_io_stream_close (stream, NULL, NULL);
}

/* Which fault this write meets. */
static ItemFault
next_fault (ItemPbx *self, SoupServerMessage *message)
{
  if (g_str_equal (soup_server_message_get_method (message), "GET"))
    return ITEM_FAULT_NONE;
  g_string_append_printf (self->log, "%s %s\n", soup_server_message_get_method (message),
                          g_uri_get_path (soup_server_message_get_uri (message)) + strlen (PREFIX));
  if (self->fault_in == 0 || --self->fault_in > 0)
    return ITEM_FAULT_NONE;
  return self->fault;
}

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  ItemPbx *self = user_data;
  const char *encoded = g_uri_get_path (soup_server_message_get_uri (message));
  g_auto (GStrv) words = NULL;
  const char *token = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Authorization");
  ItemFault fault;

  if (g_strcmp0 (token, "Bearer " ITEM_PBX_TOKEN) != 0 || !g_str_has_prefix (encoded, PREFIX))
    {
      answer_error (message, g_str_has_prefix (encoded, PREFIX) ? 401 : 404, "who is that?");
      return;
    }
  words = g_strsplit (encoded + strlen (PREFIX) + (encoded[strlen (PREFIX)] == '/'), "/", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      char *plain = g_uri_unescape_string (words[i], NULL);
      g_free (words[i]);
      words[i] = plain;
    }
  g_mutex_lock (&self->lock);
  fault = next_fault (self, message);
  if (fault == ITEM_FAULT_REFUSE)
    answer_error (message, 422, "not acceptable");
  else if (fault == ITEM_FAULT_ERROR_200)
    answer_error (message, 200, "quota exceeded");
  else if (fault != ITEM_FAULT_CUT_BEFORE)
    handle (self, message, words, query);
  if (fault == ITEM_FAULT_CUT_BEFORE || fault == ITEM_FAULT_CUT_AFTER)
    cut (message);
  g_mutex_unlock (&self->lock);
}

ItemPbx *
item_pbx_new (void)
{
  ItemPbx *self = g_new0 (ItemPbx, 1);

  self->phones = json_array_new ();
  self->log = g_string_new (NULL);
  g_mutex_init (&self->lock);
  self->http = http_thread_new (handle_cb, self);
  self->uri = g_strdup_printf ("http://127.0.0.1:%u/api/", http_thread_get_port (self->http));
  return self;
}

void
item_pbx_free (ItemPbx *self)
{
  http_thread_free (self->http);
  json_array_unref (self->phones);
  g_string_free (self->log, TRUE);
  g_mutex_clear (&self->lock);
  g_free (self->uri);
  g_free (self);
}

const char *
item_pbx_get_uri (ItemPbx *self)
{
  return self->uri;
}

void
item_pbx_set_fault (ItemPbx *self, guint write, ItemFault fault, gboolean no_ids)
{
  g_mutex_lock (&self->lock);
  self->fault_in = write;
  self->fault = fault;
  self->no_ids = no_ids;
  g_mutex_unlock (&self->lock);
}

char *
item_pbx_take_log (ItemPbx *self)
{
  g_mutex_lock (&self->lock);
  char *text = g_strdup (self->log->str);
  g_string_truncate (self->log, 0);
  g_mutex_unlock (&self->lock);
  return text;
}

JsonNode *
item_pbx_dump (ItemPbx *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);

  g_mutex_lock (&self->lock);
  json_node_set_array (node, self->phones);
  g_autofree char *text = json_to_string (node, FALSE);
  g_mutex_unlock (&self->lock);
  return json_from_string (text, NULL);
}

void
item_pbx_add (ItemPbx *self, const char *list, const char *json)
{
  g_autofree char *text = g_strdup (json);
  g_autoptr (JsonNode) node = json_from_string (g_strdelimit (text, "'", '"'), NULL);
  JsonObject *record = json_object_ref (json_node_get_object (node));

  g_mutex_lock (&self->lock);
  set_id (self, record);
  json_array_add_object_element (list_of (json_array_get_object_element (self->phones, 0), list),
                                 record);
  g_mutex_unlock (&self->lock);
}
