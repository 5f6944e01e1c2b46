/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/pbx-installer.h"

#include "model/dect-ipei.h"
#include "pbx/dect-pbx-journal.h"
#include "pbx/dect-pbx-json.h"
#include "support/pbx-peer.h"

#include <string.h>

/* --- A site that carries its round in every record -------------------------------------------- */

JsonNode *
test_document_of_round (guint round)
{
  GString *text = g_string_new (NULL);
  JsonNode *document;

  g_string_append_printf (
      text,
      "{'mac':'" TEST_GATEWAY
      "','name':'R%u','targetIp':'10.1.2.46','netmask':'255.255.255.0','password':"
      "'secret %u','source':'dectplan:1','accesspoints':[{'mac':'" TEST_GATEWAY
      "','name':'R%u','targetIp':'10.1.2.46','master':true,'source':'dectplan:1'}],'handsets':[",
      round, round, round);
  for (guint i = 0; i < TEST_HANDSETS; i++)
    {
      DectIpei ipei = { 77, 1000 + i };
      g_autofree char *key = dect_ipei_to_string (&ipei);

      g_string_append_printf (text, "%s{'ipei':'%s','name':'R%u','source':'dectplan:1'}",
                              i > 0 ? "," : "", key, round);
    }
  g_string_append (text, "]}");
  g_strdelimit (text->str, "'", '"');
  document = dect_pbx_json_parse (text->str, text->len, NULL);
  g_string_free (text, TRUE);
  g_assert_nonnull (document);
  return document;
}

guint
test_round_of_document (JsonNode *document)
{
  JsonObject *object = json_node_get_object (document);
  JsonArray *handsets = dect_pbx_json_get_array (object, "handsets");
  JsonArray *accesspoints = dect_pbx_json_get_array (object, "accesspoints");
  const char *name = dect_pbx_json_get_string (object, "name");

  g_assert_cmpuint (json_array_get_length (accesspoints), ==, 1);
  g_assert_cmpstr (
      dect_pbx_json_get_string (json_array_get_object_element (accesspoints, 0), "name"), ==, name);
  g_assert_cmpuint (json_array_get_length (handsets), ==, TEST_HANDSETS);
  for (guint i = 0; i < TEST_HANDSETS; i++)
    g_assert_cmpstr (dect_pbx_json_get_string (json_array_get_object_element (handsets, i), "name"),
                     ==, name);
  return (guint) g_ascii_strtoull (name + 1, NULL, 10);
}

/* --- An installer ----------------------------------------------------------------------------- */

DectPbxClient *
test_client_new (guint16 port, gboolean patient)
{
  g_autofree char *text
      = g_strdup_printf ("[profile]\nid=test\n[http]\nbase_url=http://127.0.0.1:%u/services/\n"
                         "connect_timeout=10\nread_timeout=%u\nallow_plain_http=true\n",
                         port, patient ? 60u : 1u);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxProfile) profile = dect_pbx_profile_parse (text, strlen (text), &error);
  DectPbxClient *client;

  g_assert_no_error (error);
  client = dect_pbx_client_new (profile, TEST_PBX_PASSWORD);
  dect_pbx_client_set_retry_unit (client, 1);
  return client;
}

Installer *
installer_new (guint16 port)
{
  Installer *self = g_new0 (Installer, 1);

  self->patient = test_client_new (port, TRUE);
  self->impatient = test_client_new (port, FALSE);
  self->client = self->patient;
  self->site = dect_site_new ();
  return self;
}

void
installer_free (Installer *self)
{
  g_object_unref (self->patient);
  g_object_unref (self->impatient);
  g_object_unref (self->site);
  g_free (self);
}

void
installer_set_patient (Installer *self, gboolean patient)
{
  self->client = patient ? self->patient : self->impatient;
}

char *
installer_dup_base (Installer *self)
{
  return dect_pbx_journal_dup_base (dect_site_get_log (self->site), self->client, TEST_GATEWAY);
}

DectPbxPushResult *
installer_push (Installer *self, guint round, GError **error)
{
  g_autoptr (JsonNode) document = test_document_of_round (round);
  g_autofree char *base = installer_dup_base (self);
  const DectPbxPushOptions options = { .base_etag = base };
  g_autoptr (GError) why = NULL;
  DectPbxPushResult *result
      = dect_pbx_client_push_sync (self->client, document, &options, NULL, &why);

  if (result != NULL)
    dect_pbx_journal_add_push (dect_site_get_log (self->site), self->client, TEST_GATEWAY, result);
  else
    dect_pbx_journal_add_failure (dect_site_get_log (self->site), self->client, TEST_GATEWAY,
                                  &options, why);
  if (why != NULL)
    g_propagate_error (error, g_steal_pointer (&why));
  return result;
}

gboolean
installer_review (Installer *self, guint round, GError **error)
{
  g_autoptr (JsonNode) document = test_document_of_round (round);
  const DectPbxPushOptions options = { .dry_run = TRUE };
  g_autoptr (DectPbxPushResult) result
      = dect_pbx_client_push_sync (self->client, document, &options, NULL, error);

  if (result == NULL)
    return FALSE;
  dect_pbx_journal_add_review (dect_site_get_log (self->site), self->client, TEST_GATEWAY, result);
  return TRUE;
}

guint
installer_ask_round (guint16 port, char **etag)
{
  g_autoptr (DectPbxClient) client = test_client_new (port, TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) document
      = dect_pbx_client_get_document_sync (client, TEST_GATEWAY, etag, NULL, &error);

  if (document != NULL)
    return test_round_of_document (document);
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_FOUND);
  return 0;
}

void
installer_assert_reaches_goal (Installer *self, guint16 port, guint round)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *etag = NULL, *again_etag = NULL, *base = NULL;
  g_autoptr (DectPbxPushResult) second = installer_push (self, round, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (installer_ask_round (port, &etag), ==, round);
  g_assert_cmpstr (second->etag, ==, etag);

  /* The journal stands where the PBX does, and the goal is reached once and for all. */
  base = installer_dup_base (self);
  g_assert_cmpstr (base, ==, etag);
  g_autoptr (DectPbxPushResult) third = installer_push (self, round, &error);
  g_assert_no_error (error);
  g_assert_true (dect_pbx_diff_is_empty (third->diff));
  g_assert_cmpuint (installer_ask_round (port, &again_etag), ==, round);
  g_assert_cmpstr (again_etag, ==, etag);
}
