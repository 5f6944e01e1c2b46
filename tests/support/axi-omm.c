/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/axi-omm.h"

#include <glib-unix.h>
#include <glib/gstdio.h>
#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

#include "omm/dect-axi-element.h"
#include "omm/dect-omm-system.h"
#include "store/dect-peer.h"
#include "support/socket-server.h"
#include "support/test-certificate.h"

#define PAGE 20
#define MAX_NAME 20
/* Encrypted texts that were seen have 64 octets. */
#define KEY_BITS 512
#define ENDLESS (4 * 1024 * 1024)

typedef enum
{
  RFPS,
  USERS,
  DEVICES,
  SITES,
  CAPTURED,
  N_TABLES,
} Table;

/* name of a record, its id, its first id, what no two may share, and the names of its requests */
static const struct
{
  const char *record;
  const char *id;
  gint first;
  const char *unique;
  const char *get;
  const char *create;
  const char *set;
} tables[] = {
  [RFPS] = { "rfp", "id", 0, "ethAddr", "GetRFP", "CreateRFP", "SetRFP" },
  [USERS] = { "user", "uid", 1, "num", "GetPPUser", "CreatePPUser", "SetPPUser" },
  [DEVICES] = { "pp", "ppn", 1, "ipei", "GetPPDev", "CreatePPDev", "SetPPDev" },
  [SITES] = { "site", "id", 1, "name", "GetSite", "CreateSite", "SetSite" },
  [CAPTURED] = { "captured", "id", 0, "ethAddr", "", "", "" },
};

typedef struct
{
  gint from;
  gint to;
  gint rssi;
} Relation;

struct _AxiOmm
{
  GMutex mutex;
  AxiOmmScript script;
  SocketServer *server;
  GPtrArray *tables[N_TABLES];
  GArray *relations;
  GPtrArray *requests;
  gnutls_privkey_t key; /* borrowed */
  char *folder;
  char *certificate;
};

/* One connection. */
typedef struct
{
  AxiOmm *omm;
  GSocket *socket;
  gnutls_session_t tls; /* NULL = not protected */
  gboolean logged_in;
} Link;

/* --- Records ------------------------------------------------------------------------------------
 */

static DectAxiElement *
find_record (AxiOmm *self, Table table, const char *attribute, const char *value)
{
  for (guint i = 0; value != NULL && i < self->tables[table]->len; i++)
    {
      DectAxiElement *record = g_ptr_array_index (self->tables[table], i);

      if (g_strcmp0 (dect_axi_element_get (record, attribute), value) == 0)
        return record;
    }
  return NULL;
}

static DectAxiElement *
add_record (AxiOmm *self, Table table, const DectAxiElement *element)
{
  DectAxiElement *record = dect_axi_element_copy (element);

  if (dect_axi_element_get (record, tables[table].id) == NULL)
    dect_axi_element_set_int (record, tables[table].id,
                              tables[table].first + (gint) self->tables[table]->len);
  g_ptr_array_add (self->tables[table], record);
  return record;
}

void
axi_omm_add (AxiOmm *self, const char *element)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectAxiElement) parsed = dect_axi_element_parse (element, strlen (element), &error);

  g_assert_no_error (error);
  g_mutex_lock (&self->mutex);
  for (Table table = 0; table < N_TABLES; table++)
    if (g_str_equal (parsed->name, tables[table].record))
      add_record (self, table, parsed);
  g_mutex_unlock (&self->mutex);
}

void
axi_omm_add_relation (AxiOmm *self, gint from, gint to, gint rssi)
{
  const Relation relation = { from, to, rssi };

  g_mutex_lock (&self->mutex);
  g_array_append_val (self->relations, relation);
  g_mutex_unlock (&self->mutex);
}

/* --- Answers ------------------------------------------------------------------------------------
 */

static void
refuse (DectAxiElement *answer, const char *word, const char *bad, gint max_length)
{
  dect_axi_element_set (answer, "errCode", word);
  if (bad != NULL)
    dect_axi_element_set (answer, "bad", bad);
  if (max_length > 0)
    dect_axi_element_set_int (answer, "maxLen", max_length);
}

static void
answer_open (Link *link, const DectAxiElement *request, DectAxiElement *answer)
{
  gnutls_datum_t modulus, exponent;
  GString *hex[2] = { g_string_new (NULL), g_string_new (NULL) };
  gnutls_pubkey_t public;
  DectAxiElement *key;

  dect_axi_element_set (answer, "ommStbState", "None");
  dect_axi_element_set (answer, "ommVersion", "OpenMobility Manager SIP-DECT 8.1SP2");
  dect_axi_element_set (answer, "ommAxiSpecVersion", "8.1.0");
  dect_axi_element_set (answer, "protocolVersion", "45");
  link->logged_in
      = g_strcmp0 (dect_axi_element_get (request, "username"), "omm") == 0
        && g_strcmp0 (dect_axi_element_get (request, "password"), AXI_OMM_PASSWORD) == 0;
  if (!link->logged_in)
    refuse (answer, "EAuth", NULL, 0);

  gnutls_pubkey_init (&public);
  gnutls_pubkey_import_privkey (public, link->omm->key, 0, 0);
  gnutls_pubkey_export_rsa_raw (public, &modulus, &exponent);
  for (guint i = 0; i < modulus.size; i++)
    g_string_append_printf (hex[0], "%02X", modulus.data[i]);
  for (guint i = 0; i < exponent.size; i++)
    g_string_append_printf (hex[1], "%02x", exponent.data[i]);
  key = dect_axi_element_add (answer, "publicKey");
  dect_axi_element_set (key, "modulus", hex[0]->str);
  dect_axi_element_set (key, "exponent", hex[1]->str);
  g_string_free (hex[0], TRUE);
  g_string_free (hex[1], TRUE);
  gnutls_free (modulus.data);
  gnutls_free (exponent.data);
  gnutls_pubkey_deinit (public);
}

static void
add_copy (DectAxiElement *answer, const DectAxiElement *record, const char *name)
{
  DectAxiElement *copy = dect_axi_element_copy (record);

  g_free (copy->name);
  copy->name = g_strdup (name);
  g_ptr_array_add (answer->children, copy);
}

static void
answer_get (AxiOmm *self, Table table, const DectAxiElement *request, DectAxiElement *answer)
{
  gint first = dect_axi_element_get_int (request, tables[table].id);
  gint n = dect_axi_element_get_int (request, "maxRecords");

  if (n > PAGE || n < 1)
    {
      refuse (answer, "EInval", "maxRecords", 0);
      return;
    }
  for (guint i = 0; i < self->tables[table]->len; i++)
    {
      DectAxiElement *record = g_ptr_array_index (self->tables[table], i);

      if (dect_axi_element_get_int (record, tables[table].id) >= first
          && answer->children->len < (guint) n)
        add_copy (answer, record, tables[table].record);
    }
  if (answer->children->len == 0)
    refuse (answer, "ENoEnt", NULL, 0);
}

static void
answer_sync (AxiOmm *self, const DectAxiElement *request, DectAxiElement *answer)
{
  gint id = dect_axi_element_get_int (request, "id");

  dect_axi_element_set_int (answer, "id", id);
  dect_axi_element_set (answer, "syncState", self->relations->len > 0 ? "Synced" : "Searching");
  for (guint i = 0; i < self->relations->len; i++)
    {
      const Relation *relation = &g_array_index (self->relations, Relation, i);
      DectAxiElement *child;

      if (relation->from != id && relation->to != id)
        continue;
      child = dect_axi_element_add (answer, relation->to == id ? "forward" : "backward");
      dect_axi_element_set_int (child, "id", relation->to == id ? relation->from : relation->to);
      dect_axi_element_set_int (child, "offset", -120);
      dect_axi_element_set_int (child, "rssi", relation->rssi);
      dect_axi_element_set (child, "lost", "0");
    }
}

static void
answer_quality (AxiOmm *self, const DectAxiElement *request, DectAxiElement *answer)
{
  gint first = dect_axi_element_get_int (request, "id");

  for (guint i = 0; i < self->tables[RFPS]->len && answer->children->len < PAGE; i++)
    {
      gint id = dect_axi_element_get_int (g_ptr_array_index (self->tables[RFPS], i), "id");
      DectAxiElement *child;

      if (id < first)
        continue;
      child = dect_axi_element_add (answer, "syncQuality");
      dect_axi_element_set_int (child, "id", id);
      dect_axi_element_set_int (child, "strongRels", 2);
      dect_axi_element_set_int (child, "lowRels", 1);
      dect_axi_element_set_int (child, "maxRSSI", -55);
      dect_axi_element_set_int (child, "minRSSI", -80);
    }
  if (answer->children->len == 0)
    refuse (answer, "ENoEnt", NULL, 0);
}

static gboolean
check_lengths (const DectAxiElement *element, DectAxiElement *answer)
{
  const char *name = dect_axi_element_get (element, "name");

  if (name == NULL || g_utf8_strlen (name, -1) <= MAX_NAME)
    return TRUE;
  refuse (answer, "ETooLong", "name", MAX_NAME);
  return FALSE;
}

/* Whether a record may be made of the element; else the answer says why not. */
static gboolean
may_create (AxiOmm *self, Table table, const DectAxiElement *element, DectAxiElement *answer)
{
  const char *unique = dect_axi_element_get (element, tables[table].unique);

  if (unique == NULL && table == RFPS)
    {
      refuse (answer, "EMissing", "ethAddr", 0);
      return FALSE;
    }
  if (find_record (self, table, tables[table].unique, unique) != NULL)
    {
      refuse (answer, "EExist", tables[table].unique, 0);
      return FALSE;
    }
  return check_lengths (element, answer);
}

static Table
table_of (const DectAxiElement *element)
{
  Table table = 0;

  while (table < CAPTURED && !g_str_equal (element->name, tables[table].record))
    table++;
  return table;
}

static void
answer_create (AxiOmm *self, const DectAxiElement *request, DectAxiElement *answer)
{
  DectAxiElement *made[2] = { NULL };

  for (guint i = 0; i < request->children->len; i++)
    {
      DectAxiElement *element = g_ptr_array_index (request->children, i);

      if (!may_create (self, table_of (element), element, answer))
        return;
    }
  for (guint i = 0; i < request->children->len && i < 2; i++)
    {
      DectAxiElement *element = g_ptr_array_index (request->children, i);

      made[i] = add_record (self, table_of (element), element);
      dect_axi_element_set (made[i], "relType", made[1] != NULL ? "Fixed" : "Unbound");
      add_copy (answer, made[i], element->name);
    }
  /* A user and its device. */
  if (made[1] != NULL)
    {
      dect_axi_element_set (made[0], "ppn", dect_axi_element_get (made[1], "ppn"));
      dect_axi_element_set (made[1], "uid", dect_axi_element_get (made[0], "uid"));
    }
}

static void
answer_set (AxiOmm *self, Table table, const DectAxiElement *request, DectAxiElement *answer)
{
  DectAxiElement *element = dect_axi_element_find (request, tables[table].record);
  DectAxiElement *record
      = find_record (self, table, tables[table].id,
                     element != NULL ? dect_axi_element_get (element, tables[table].id) : NULL);

  if (record == NULL)
    {
      refuse (answer, "ENoEnt", NULL, 0);
      return;
    }
  if (!check_lengths (element, answer))
    return;
  for (guint i = 0; i + 1 < element->attributes->len; i += 2)
    dect_axi_element_set (record, g_ptr_array_index (element->attributes, i),
                          g_ptr_array_index (element->attributes, i + 1));
  add_copy (answer, record, tables[table].record);
}

static void
answer_versions (DectAxiElement *answer)
{
  static const char *const known[] = { "Open",
                                       "Ping",
                                       "Limits",
                                       "GetVersions",
                                       "GetRFP",
                                       "GetPPUser",
                                       "GetPPDev",
                                       "GetSite",
                                       "GetRFPSync",
                                       "GetRFPSyncQuality",
                                       "GetRFPCaptureList",
                                       "GetSystemName",
                                       "GetPARK" };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    dect_axi_element_set (answer, known[i], "1.0.1");
}

static gboolean
answer_system (AxiOmm *self, const char *name, DectAxiElement *answer)
{
  if (g_str_equal (name, "Ping"))
    return TRUE;
  if (g_str_equal (name, "GetSystemName"))
    dect_axi_element_set (answer, "name", "Plant North");
  else if (g_str_equal (name, "GetPARK"))
    dect_axi_element_set (answer, "park", "1F102A7158");
  else if (self->script.old_release)
    return FALSE;
  else if (g_str_equal (name, "GetVersions"))
    answer_versions (answer);
  else if (g_str_equal (name, "Limits"))
    {
      dect_axi_element_set_int (answer, "rfpNum", 4096);
      dect_axi_element_set_int (answer, "ppnNum", 10000);
      dect_axi_element_set_int (answer, "records", PAGE);
    }
  else if (g_str_equal (name, "GetRFPCaptureList"))
    for (guint i = 0; i < self->tables[CAPTURED]->len; i++)
      add_copy (answer, g_ptr_array_index (self->tables[CAPTURED], i), "rfp");
  else
    return FALSE;
  return TRUE;
}

static void
fill_answer (Link *link, const DectAxiElement *request, DectAxiElement *answer)
{
  AxiOmm *self = link->omm;

  if (g_str_equal (request->name, "Open"))
    answer_open (link, request, answer);
  else if (!link->logged_in)
    refuse (answer, "EPerm", NULL, 0);
  else if (answer_system (self, request->name, answer))
    return;
  else if (g_str_equal (request->name, "GetRFPSync"))
    answer_sync (self, request, answer);
  else if (g_str_equal (request->name, "GetRFPSyncQuality") && !self->script.old_release)
    answer_quality (self, request, answer);
  else if (g_str_has_prefix (request->name, "Create"))
    answer_create (self, request, answer);
  else
    {
      for (Table table = 0; table < CAPTURED; table++)
        if (g_str_equal (request->name, tables[table].get))
          {
            answer_get (self, table, request, answer);
            return;
          }
        else if (g_str_equal (request->name, tables[table].set))
          {
            answer_set (self, table, request, answer);
            return;
          }
      refuse (answer, "EInval", NULL, 0);
    }
}

/* --- The network --------------------------------------------------------------------------------
 */

static gboolean
send_bytes (Link *link, const char *data, gsize length)
{
  gsize chunk = link->omm->script.chunk;

  while (length > 0)
    {
      gsize n = chunk > 0 ? MIN (chunk, length) : length;
      gssize sent = link->tls != NULL ? gnutls_record_send (link->tls, data, n)
                                      : g_socket_send (link->socket, data, n, NULL, NULL);

      if (sent <= 0)
        return FALSE;
      data += sent;
      length -= (gsize) sent;
    }
  return TRUE;
}

static gssize
receive_bytes (Link *link, char *buffer, gsize size)
{
  GCancellable *stop = socket_server_get_stop (link->omm->server);

  if ((link->tls == NULL || gnutls_record_check_pending (link->tls) == 0)
      && !g_socket_condition_wait (link->socket, G_IO_IN, stop, NULL))
    return -1;
  return link->tls != NULL ? gnutls_record_recv (link->tls, buffer, size)
                           : g_socket_receive (link->socket, buffer, size, NULL, NULL);
}

static gboolean
send_element (Link *link, const DectAxiElement *element)
{
  g_autofree char *text = dect_axi_element_to_text (element);

  return send_bytes (link, text, strlen (text) + 1);
}

static gboolean
send_events (Link *link, guint n)
{
  static const char event[] = "<EventRFPSummary nRFPs=\"5\" nConnected=\"2\"/>";

  for (guint i = 0; i < n; i++)
    if (!send_bytes (link, event, sizeof event))
      return FALSE;
  return TRUE;
}

/* Bytes that never end, or hardly. */
static gboolean
send_endless (Link *link)
{
  g_autofree char *blanks = g_strnfill (ENDLESS, ' ');

  return send_bytes (link, "<GetRFPResp ", 12) && send_bytes (link, blanks, ENDLESS);
}

static void
wait_for_end (Link *link)
{
  char buffer[256];

  while (receive_bytes (link, buffer, sizeof buffer) > 0)
    ;
}

/* Sends the answer as the script wants it; FALSE = the link ends. */
static gboolean
misbehave (Link *link, AxiOmmFault fault, DectAxiElement *answer)
{
  static const char entity[] = "<!DOCTYPE a [<!ENTITY x \"y\">]><OpenResp seq=\"1\"/>";
  g_autofree char *text = dect_axi_element_to_text (answer);

  switch (fault)
    {
    case AXI_OMM_CUT:
      send_bytes (link, text, MIN (link->omm->script.cut_after, strlen (text)));
      return FALSE;
    case AXI_OMM_STALL:
      wait_for_end (link);
      return FALSE;
    case AXI_OMM_GARBAGE:
      return send_bytes (link, "HTTP/1.1 400 Bad Request\r\n\r\n\0", 29);
    case AXI_OMM_OVERSIZE:
      return send_endless (link);
    case AXI_OMM_ENTITY:
      return send_bytes (link, entity, sizeof entity);
    case AXI_OMM_EVENTS:
      while (send_events (link, 100))
        ;
      return FALSE;
    case AXI_OMM_WRONG_SEQ:
      dect_axi_element_set_int (answer, "seq", dect_axi_element_get_int (answer, "seq") + 1);
      break;
    case AXI_OMM_NO_SEQ:
      dect_axi_element_set (answer, "seq", "");
      break;
    case AXI_OMM_WRONG_NAME:
      g_free (answer->name);
      answer->name = g_strdup ("GetStbStateResp");
      break;
    default:
      break;
    }
  return send_element (link, answer);
}

/* What the script lets go wrong at this request. */
static AxiOmmFault
note_request (AxiOmm *self, const char *text)
{
  gint number = (gint) self->requests->len;

  g_ptr_array_add (self->requests, g_strdup (text));
  return number >= self->script.fault_at ? self->script.fault : AXI_OMM_GOOD;
}

static gboolean
serve_request (Link *link, const char *text)
{
  AxiOmm *self = link->omm;
  g_autoptr (DectAxiElement) request = dect_axi_element_parse (text, strlen (text), NULL);
  g_autoptr (DectAxiElement) answer = NULL;
  g_autofree char *name = NULL;
  AxiOmmFault fault;
  guint events;

  if (request == NULL)
    return FALSE;
  name = g_strconcat (request->name, "Resp", NULL);
  answer = dect_axi_element_new (name);
  dect_axi_element_set (answer, "seq", dect_axi_element_get (request, "seq"));

  g_mutex_lock (&self->mutex);
  fault = note_request (self, text);
  events = self->script.events;
  if (fault == AXI_OMM_STUCK && g_str_has_prefix (request->name, "GetRFP"))
    dect_axi_element_set_int (request, "id", 0);
  fill_answer (link, request, answer);
  g_mutex_unlock (&self->mutex);
  return send_events (link, events) && misbehave (link, fault, answer);
}

static gboolean
shake_hands (Link *link, gnutls_certificate_credentials_t *credentials)
{
  AxiOmm *self = link->omm;

  gnutls_certificate_allocate_credentials (credentials);
  g_assert_cmpint (gnutls_certificate_set_x509_key_file (*credentials, self->certificate,
                                                         self->certificate, GNUTLS_X509_FMT_PEM),
                   >=, 0);
  gnutls_init (&link->tls, GNUTLS_SERVER);
  g_assert_cmpint (gnutls_priority_set_direct (link->tls, self->script.priority, NULL), ==, 0);
  gnutls_credentials_set (link->tls, GNUTLS_CRD_CERTIFICATE, *credentials);
  gnutls_transport_set_int (link->tls, g_socket_get_fd (link->socket));
  return gnutls_handshake (link->tls) == 0;
}

static void
serve_cb (GSocketConnection *client, gpointer user_data)
{
  AxiOmm *self = user_data;
  Link link = { .omm = self, .socket = g_socket_connection_get_socket (client) };
  gnutls_certificate_credentials_t credentials = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean going = TRUE;
  char buffer[4096];
  gssize n;

  g_socket_set_option (link.socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  /* GSocket is blocking by itself and its descriptor is not; GnuTLS here wants one that is. */
  if (self->script.priority != NULL)
    {
      g_unix_set_fd_nonblocking (g_socket_get_fd (link.socket), FALSE, NULL);
      going = shake_hands (&link, &credentials);
    }
  while (going && (n = receive_bytes (&link, buffer, sizeof buffer)) > 0)
    for (gssize i = 0; going && i < n; i++)
      if (buffer[i] != '\0')
        g_string_append_c (text, buffer[i]);
      else
        {
          going = serve_request (&link, text->str);
          g_string_truncate (text, 0);
        }
  if (link.tls != NULL)
    gnutls_deinit (link.tls);
  if (credentials != NULL)
    gnutls_certificate_free_credentials (credentials);
}

/* --- The stand-in -------------------------------------------------------------------------------
 */

/* Made once: it takes as long as everything else together. */
static gnutls_privkey_t
shared_key (void)
{
  static gsize made;
  static gnutls_privkey_t key;

  if (g_once_init_enter (&made))
    {
      gnutls_privkey_init (&key);
      g_assert_cmpint (gnutls_privkey_generate (key, GNUTLS_PK_RSA, KEY_BITS, 0), ==, 0);
      g_once_init_leave (&made, 1);
    }
  return key;
}

AxiOmm *
axi_omm_new (const AxiOmmScript *script)
{
  static const guint8 loopback[] = { 127, 0, 0, 1 };
  AxiOmm *self = g_new0 (AxiOmm, 1);

  g_mutex_init (&self->mutex);
  if (script != NULL)
    self->script = *script;
  for (Table table = 0; table < N_TABLES; table++)
    self->tables[table] = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_axi_element_free);
  self->relations = g_array_new (FALSE, FALSE, sizeof (Relation));
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->folder = g_dir_make_tmp ("handover-XXXXXX", NULL);
  self->certificate = g_build_filename (self->folder, "omm.pem", NULL);
  test_certificate_write (self->certificate, loopback, 3600);
  self->key = shared_key ();
  self->server = socket_server_new (serve_cb, self);
  return self;
}

void
axi_omm_free (AxiOmm *self)
{
  if (self == NULL)
    return;
  socket_server_free (self->server);
  for (Table table = 0; table < N_TABLES; table++)
    g_ptr_array_unref (self->tables[table]);
  g_array_unref (self->relations);
  g_ptr_array_unref (self->requests);
  g_remove (self->certificate);
  g_rmdir (self->folder);
  g_free (self->certificate);
  g_free (self->folder);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
axi_omm_set_script (AxiOmm *self, const AxiOmmScript *script)
{
  g_mutex_lock (&self->mutex);
  self->script = *script;
  g_mutex_unlock (&self->mutex);
}

guint
axi_omm_get_port (AxiOmm *self)
{
  return socket_server_get_port (self->server);
}

DectAxiProfile *
axi_omm_dup_profile (AxiOmm *self, gboolean pinned)
{
  g_autoptr (GTlsCertificate) certificate
      = g_tls_certificate_new_from_file (self->certificate, NULL);
  g_autoptr (GByteArray) der = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *pin = NULL;
  g_autofree char *text = NULL;
  DectAxiProfile *profile;

  g_object_get (certificate, "certificate", &der, NULL);
  pin = dect_peer_dup_pin (der->data, der->len);
  text = g_strdup_printf ("[omm]\nhost=127.0.0.1\nport=%u\ntls=%s\npin=%s\ntimeout=20\n",
                          axi_omm_get_port (self), self->script.priority != NULL ? "true" : "false",
                          pinned ? pin : "");
  profile = dect_axi_profile_parse (text, strlen (text), &error);
  g_assert_no_error (error);
  return profile;
}

GPtrArray *
axi_omm_list_requests (AxiOmm *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->requests->len; i++)
    g_ptr_array_add (list, g_strdup (g_ptr_array_index (self->requests, i)));
  g_mutex_unlock (&self->mutex);
  return list;
}

guint
axi_omm_count (AxiOmm *self, const char *prefix)
{
  g_autoptr (GPtrArray) requests = axi_omm_list_requests (self);
  guint n = 0;

  for (guint i = 0; i < requests->len; i++)
    n += g_str_has_prefix ((char *) g_ptr_array_index (requests, i) + 1, prefix);
  return n;
}

guint
axi_omm_count_writes (AxiOmm *self)
{
  g_autoptr (GPtrArray) requests = axi_omm_list_requests (self);
  guint n = 0;

  /* Whatever is neither a question nor a greeting, that a new kind of write is noticed. */
  for (guint i = 0; i < requests->len; i++)
    {
      const char *name = (char *) g_ptr_array_index (requests, i) + 1;

      n += !g_str_has_prefix (name, "Get") && !g_str_has_prefix (name, "Open ")
           && !g_str_has_prefix (name, "Ping ") && !g_str_has_prefix (name, "Limits ");
    }
  return n;
}

char *
axi_omm_dup_record (AxiOmm *self, const char *kind, const char *attribute, const char *value)
{
  char *text = NULL;

  g_mutex_lock (&self->mutex);
  for (Table table = 0; table < N_TABLES; table++)
    {
      DectAxiElement *record = g_str_equal (tables[table].record, kind)
                                   ? find_record (self, table, attribute, value)
                                   : NULL;

      if (record != NULL)
        text = dect_axi_element_to_text (record);
    }
  g_mutex_unlock (&self->mutex);
  return text;
}

char *
axi_omm_decrypt (AxiOmm *self, const char *base64)
{
  gsize length;
  g_autofree guchar *bytes = g_base64_decode (base64, &length);
  gnutls_datum_t secret = { bytes, (unsigned int) length };
  gnutls_datum_t plain = { 0 };
  char *text;

  if (gnutls_privkey_decrypt_data (self->key, 0, &secret, &plain) != 0)
    return NULL;
  text = g_strndup ((const char *) plain.data, plain.size);
  gnutls_free (plain.data);
  return text;
}
