/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-answer-private.h"

#include "pbx/dect-pbx-json.h"
#include "store/dect-peer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SHOWN 200
#define MAX_ETAG 200
#define MAX_FILE_NAME 100

/* What an answer means (C6). The first row that fits counts; a NULL word fits every code. */
static const struct
{
  guint status;
  const char *word;
  DectPbxError code;
  const char *sentence;
} meanings[] = {
  { 400, NULL, DECT_PBX_ERROR_REJECTED,
    N_("The PBX does not understand our request; please report this.") },
  { 401, NULL, DECT_PBX_ERROR_UNAUTHORIZED,
    N_("The PBX does not accept the user name or the password; enter the password again.") },
  { 403, "rest_disabled", DECT_PBX_ERROR_FORBIDDEN,
    N_("The PBX's REST interface is switched off; switch it on in the PBX under “Manage phone "
        "system”.") },
  { 403, NULL, DECT_PBX_ERROR_FORBIDDEN,
    N_("This user may not do that at the PBX; check its rights under “Manage phone system”.") },
  { 404, "unknown_gateway", DECT_PBX_ERROR_NOT_FOUND, N_("The PBX has no such gateway.") },
  { 404, "unknown_object", DECT_PBX_ERROR_NOT_FOUND, N_("The PBX has no such object.") },
  { 404, "unknown_accesspoint", DECT_PBX_ERROR_NOT_FOUND,
    N_("The PBX has no such base station.") },
  { 404, "unknown_handset", DECT_PBX_ERROR_NOT_FOUND, N_("The PBX has no such handset.") },
  { 404, "unknown_job", DECT_PBX_ERROR_NOT_FOUND, N_("The PBX has no such job.") },
  { 404, NULL, DECT_PBX_ERROR_NO_MODULE,
    N_("This PBX has no DECT interface at that address; check base_url, or take a read-only "
        "profile and write the OMM "
        "files locally.") },
  { 405, NULL, DECT_PBX_ERROR_REJECTED, N_("The PBX does not allow this request.") },
  { 406, NULL, DECT_PBX_ERROR_REJECTED, N_("The PBX cannot answer in the form we need.") },
  { 409, "mac_in_use", DECT_PBX_ERROR_IN_USE,
    N_("A MAC address is in use by another gateway of the PBX.") },
  { 409, "ipei_in_use", DECT_PBX_ERROR_IN_USE,
    N_("An IPEI is in use by another gateway of the PBX.") },
  { 409, "ip_in_use", DECT_PBX_ERROR_IN_USE,
    N_("An IP address is in use by another device of the PBX.") },
  { 409, "idempotency_mismatch", DECT_PBX_ERROR_IDEMPOTENCY,
    N_("The PBX took this push for another one that it has seen already; push again.") },
  { 409, "not_committed", DECT_PBX_ERROR_NOT_COMMITTED,
    N_("The PBX wants the changes applied first.") },
  { 409, NULL, DECT_PBX_ERROR_IN_USE,
    N_("What was sent clashes with something else at the PBX.") },
  { 412, NULL, DECT_PBX_ERROR_CONFLICT,
    N_("Somebody else changed the gateway at the PBX in the meantime; nothing was changed. Look "
        "at the difference again.") },
  { 413, NULL, DECT_PBX_ERROR_REJECTED, N_("The PBX finds the site too large.") },
  { 415, NULL, DECT_PBX_ERROR_REJECTED, N_("The PBX does not take JSON at this address.") },
  { 422, NULL, DECT_PBX_ERROR_INVALID,
    N_("The PBX does not accept some of the values; nothing was changed.") },
  { 423, NULL, DECT_PBX_ERROR_LOCKED,
    N_("The PBX is still applying earlier changes; try again when it is done.") },
  { 428, NULL, DECT_PBX_ERROR_PRECONDITION,
    N_("The PBX wants to know which revision is changed; please report this.") },
  { 429, NULL, DECT_PBX_ERROR_BUSY, N_("The PBX asks for fewer requests; try again later.") },
  { 503, NULL, DECT_PBX_ERROR_BUSY, N_("The PBX is in maintenance; try again later.") },
};

static const char *
content_type (const DectPbxHttpAnswer *answer)
{
  const char *type = soup_message_headers_get_content_type (answer->headers, NULL);

  return type != NULL ? type : "";
}

static gboolean
is_html (const DectPbxHttpAnswer *answer)
{
  const char *data = g_bytes_get_data (answer->body, NULL);
  gsize length = g_bytes_get_size (answer->body);
  const char *type = content_type (answer);

  if (g_ascii_strcasecmp (type, "text/html") == 0
      || g_ascii_strcasecmp (type, "application/xhtml+xml") == 0)
    return TRUE;
  while (length > 0 && g_ascii_isspace (*data))
    {
      data++;
      length--;
    }
  return length > 0 && *data == '<';
}

static JsonNode *
parse_object (const DectPbxHttpAnswer *answer, GError **error)
{
  g_autoptr (JsonNode) node = dect_pbx_json_parse (g_bytes_get_data (answer->body, NULL),
                                                   g_bytes_get_size (answer->body), error);

  if (node != NULL && !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_MALFORMED,
                   _("The PBX's answer is not a JSON object."));
      return NULL;
    }
  return g_steal_pointer (&node);
}

/* What a body says to a person, as plain text. */
static char *
dup_words (const DectPbxHttpAnswer *answer, JsonObject *object)
{
  static const char *const members[]
      = { "message", "detail", "title", "errmsg", "error", "response" };

  for (guint i = 0; object != NULL && i < G_N_ELEMENTS (members); i++)
    if (dect_pbx_json_get_string (object, members[i]) != NULL)
      return dect_peer_plain_text (dect_pbx_json_get_string (object, members[i]), MAX_SHOWN);
  if (object != NULL || is_html (answer))
    return g_strdup ("");

  g_autofree char *text = g_strndup (g_bytes_get_data (answer->body, NULL),
                                     MIN (g_bytes_get_size (answer->body), 4096));
  return dect_peer_plain_text (text, MAX_SHOWN);
}

static void
find_meaning (guint status, const char *word, DectPbxError *code, const char **sentence)
{
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (meanings[i].status == status
        && (meanings[i].word == NULL || g_strcmp0 (meanings[i].word, word) == 0))
      {
        *code = meanings[i].code;
        *sentence = _(meanings[i].sentence);
        return;
      }
  *code = status >= 500   ? DECT_PBX_ERROR_SERVER
          : status >= 400 ? DECT_PBX_ERROR_REJECTED
                          : DECT_PBX_ERROR_NOT_API;
  *sentence = status >= 500 ? _("The PBX has a fault; try again later.")
                            : _("The PBX answers in a way we do not know.");
}

/* By this its log can be searched, where the fault is the PBX's or ours. */
static void
add_request (GString *text, const DectPbxHttpAnswer *answer)
{
  const char *id = soup_message_headers_get_one (answer->headers, "X-Request-Id");
  g_autofree char *plain = dect_peer_plain_text (id, 64);

  if (*plain != '\0' && (answer->status >= 500 || answer->status == 400))
    g_string_append_printf (text, _(" (request %s)"), plain);
}

void
dect_pbx_answer_fail (const DectPbxHttpAnswer *answer,
                      DectPbxProfile *profile,
                      GPtrArray **problems,
                      GError **error)
{
  g_autoptr (JsonNode) node
      = g_bytes_get_size (answer->body) > 0 ? parse_object (answer, NULL) : NULL;
  JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;
  const char *said_code = dect_pbx_json_get_string (object, "code");
  g_autofree char *word = dect_peer_plain_text (said_code, 64);
  g_autofree char *words = dup_words (answer, object);
  g_autoptr (GPtrArray) found
      = dect_pbx_problems_from_json (dect_pbx_json_get_array (object, "errors"), FALSE);
  const char *sentence;
  DectPbxError code;

  find_meaning (answer->status, said_code, &code, &sentence);
  GString *text = g_string_new (sentence);
  g_string_append_printf (text, " (%u%s%s)", answer->status, *word != '\0' ? " " : "", word);
  if (*words != '\0')
    g_string_append_printf (text, _(" It says: %s"), words);
  add_request (text, answer);
  g_set_error_literal (error, DECT_PBX_ERROR, code, text->str);
  g_string_free (text, TRUE);
  if (problems != NULL)
    *problems = g_steal_pointer (&found);
}

static gboolean
check_body (const DectPbxHttpAnswer *answer, GError **error)
{
  if (is_html (answer))
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_API,
                   _("A web page answers instead of the REST interface; check base_url, and "
                      "whether a proxy or login page "
                      "stands between."));
      return FALSE;
    }
  if (g_bytes_get_size (answer->body) == 0)
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_API,
                   _("The PBX's answer is empty where data was expected."));
      return FALSE;
    }
  return TRUE;
}

static void
set_unreadable (GError **error, const char *why)
{
  g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_MALFORMED,
               _("The PBX's answer cannot be read: %s"), why);
}

JsonNode *
dect_pbx_answer_parse (const DectPbxHttpAnswer *answer, GError **error)
{
  g_autoptr (GError) why = NULL;

  if (!check_body (answer, error))
    return NULL;

  JsonNode *node = parse_object (answer, &why);
  if (node == NULL)
    set_unreadable (error, why->message);
  return node;
}

/* The node at a JSON pointer of plain member names; NULL when there is none. */
static JsonNode *
find_node (JsonNode *root, const char *pointer)
{
  g_auto (GStrv) names = g_strsplit (pointer, "/", -1);
  JsonNode *node = root;

  for (guint i = 0; names[i] != NULL && node != NULL; i++)
    if (*names[i] != '\0')
      node = JSON_NODE_HOLDS_OBJECT (node)
                 ? json_object_get_member (json_node_get_object (node), names[i])
                 : NULL;
  return node;
}

JsonArray *
dect_pbx_answer_parse_list (const DectPbxHttpAnswer *answer, const char *pointer, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonNode *list;

  if (answer->status == SOUP_STATUS_NO_CONTENT)
    return json_array_new ();
  if (!check_body (answer, error))
    return NULL;
  root = dect_pbx_json_parse (g_bytes_get_data (answer->body, NULL),
                              g_bytes_get_size (answer->body), &why);
  if (root == NULL)
    {
      set_unreadable (error, why->message);
      return NULL;
    }
  list = find_node (root, pointer);
  if (list != NULL && JSON_NODE_HOLDS_ARRAY (list))
    return json_array_ref (json_node_get_array (list));
  set_unreadable (error, _("it is no list, or the list stands elsewhere than the connection "
                            "profile says (items_pointer)."));
  return NULL;
}

/* Words, numbers and empty things that stand for "no error". */
static gboolean
means_success (JsonNode *node)
{
  static const char *const words[] = { "", "0", "ok", "success", "none", "false", NULL };

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_object_get_size (json_node_get_object (node)) == 0;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_length (json_node_get_array (node)) == 0;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    {
      g_autofree char *word = g_ascii_strdown (json_node_get_string (node), -1);
      return g_strv_contains (words, word);
    }
  return json_node_get_value_type (node) == G_TYPE_BOOLEAN ? !json_node_get_boolean (node)
                                                           : json_node_get_int (node) == 0;
}

gboolean
dect_pbx_answer_check (const DectPbxHttpAnswer *answer, DectPbxProfile *profile, GError **error)
{
  g_autoptr (JsonNode) root = NULL;

  if (*profile->error_field == '\0' || g_bytes_get_size (answer->body) == 0)
    return TRUE;
  root = parse_object (answer, NULL);
  if (root == NULL || means_success (find_node (root, profile->error_field)))
    return TRUE;

  g_autofree char *words = dup_words (answer, json_node_get_object (root));
  g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_REJECTED,
               _("The PBX refuses this. It says: %s"), *words != '\0' ? words : "–");
  return FALSE;
}

char *
dect_pbx_answer_dup_etag (const DectPbxHttpAnswer *answer)
{
  const char *etag = soup_message_headers_get_one (answer->headers, "ETag");
  gsize length = etag != NULL ? strlen (etag) : 0;

  /* Strong ones only: a weak one does not promise that nothing changed. */
  if (length < 2 || length > MAX_ETAG || etag[0] != '"'
      || strchr (etag + 1, '"') != etag + length - 1)
    return g_strdup ("");
  return g_strdup (etag);
}

guint64
dect_pbx_etag_revision (const char *etag)
{
  return etag != NULL && g_str_has_prefix (etag, "\"r") ? g_ascii_strtoull (etag + 2, NULL, 10) : 0;
}

char *
dect_pbx_answer_dup_file_name (const DectPbxHttpAnswer *answer, const char *fallback)
{
  g_autofree char *disposition = NULL;
  g_autoptr (GHashTable) parameters = NULL;
  const char *said = NULL;
  GString *name = g_string_new (NULL);

  if (soup_message_headers_get_content_disposition (answer->headers, &disposition, &parameters))
    said = g_hash_table_lookup (parameters, "filename");
  for (const char *c = said; c != NULL && *c != '\0'; c++)
    if (*c == '/' || *c == '\\')
      g_string_truncate (name, 0);
    else if (g_ascii_isalnum (*c) || *c == '_' || *c == '-' || (*c == '.' && name->len > 0))
      g_string_append_c (name, *c);
  g_string_truncate (name, MIN (name->len, MAX_FILE_NAME));
  if (name->len == 0)
    g_string_assign (name, fallback);
  return g_string_free (name, FALSE);
}
