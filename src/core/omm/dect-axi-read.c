/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-axi-read.h"

#include <glib/gi18n-lib.h>

#include "model/dect-catalogue.h"
#include "model/dect-ipei.h"
#include "model/dect-mac.h"
#include "model/dect-park.h"
#include "store/dect-peer.h"

#define MAX_CHARS 200
#define MAX_RFPS 4096
#define MAX_HANDSETS 10000
#define MAX_SITES 1000

/* --- Records ------------------------------------------------------------------------------------
 */

/* An attribute as one line of plain text; NULL where there is none, or it is empty. */
static char *
dup_text (const DectAxiElement *element, const char *name)
{
  g_autofree char *text = dect_peer_plain_text (dect_axi_element_get (element, name), MAX_CHARS);

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static DectOmmSync
sync_of (const DectAxiElement *element)
{
  static const char *const words[] = {
    [DECT_OMM_SYNC_INACTIVE] = "Inactive",
    [DECT_OMM_SYNC_NOT_SYNCED] = "NotSynced",
    [DECT_OMM_SYNC_SEARCHING] = "Searching",
    [DECT_OMM_SYNC_SYNCED] = "Synced",
  };
  const char *word = dect_axi_element_get (element, "syncState");

  for (guint i = DECT_OMM_SYNC_INACTIVE; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (word, words[i]) == 0)
      return i;
  return DECT_OMM_SYNC_UNKNOWN;
}

/* "RFP L43" is an RFP 43 with a licence, "RFP SL43" one for a single cell (facts/omm.md section 7).
 */
static char *
dup_model (const DectAxiElement *element)
{
  const char *text = dect_axi_element_get (element, "hwType");
  const DectRfpModel *model;

  if (text == NULL || !g_str_has_prefix (text, "RFP "))
    return NULL;
  text += strlen ("RFP ");
  if (*text == 'S')
    text++;
  if (*text == 'L')
    text++;
  model = dect_catalogue_find (text);
  return model != NULL ? g_strdup (model->id) : NULL;
}

DectOmmRfp *
dect_axi_take_rfp (DectOmmSystem *system, const DectAxiElement *element, gboolean captured)
{
  g_return_val_if_fail (system != NULL && element != NULL, NULL);

  static const char *const levels[] = { "hierarchy1", "hierarchy2", "hierarchy3", "hierarchy4" };
  const char *address = dect_axi_element_get (element, "ethAddr");
  g_autofree char *key = NULL;
  DectMac mac;
  DectOmmRfp *rfp;

  if (address == NULL || !dect_mac_parse (address, &mac, NULL))
    return NULL;
  key = dect_mac_to_key (&mac);
  rfp = dect_omm_system_add_rfp (system, key);
  rfp->captured = captured;
  rfp->id = captured ? DECT_OMM_UNSET : dect_axi_element_get_int (element, "id");
  rfp->name = dup_text (element, "name");
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    rfp->hierarchy[i] = dup_text (element, levels[i]);
  rfp->model = dup_model (element);
  rfp->cluster = dect_axi_element_get_int (element, "cluster");
  rfp->paging_area = dect_axi_element_get_int (element, "pagingArea");
  rfp->site = dect_axi_element_get_int (element, "site");
  rfp->x = dect_axi_element_get_int (element, "x");
  rfp->y = dect_axi_element_get_int (element, "y");
  rfp->dect_on = dect_axi_element_get_flag (element, "dectOn");
  rfp->preferred_sync = dect_axi_element_get_flag (element, "preferredSync");
  rfp->reflective = dect_axi_element_get_flag (element, "reflectiveEnv");
  rfp->connected = dect_axi_element_get_flag (element, "connected");
  rfp->sync = sync_of (element);
  return rfp;
}

/* Ids start at 1: 0 says that there is none. */
static gint
id_of (const DectAxiElement *element, const char *name)
{
  gint id = dect_axi_element_get_int (element, name);

  return id > 0 ? id : DECT_OMM_UNSET;
}

DectOmmHandset *
dect_axi_take_user (DectOmmSystem *system, const DectAxiElement *element)
{
  g_return_val_if_fail (system != NULL && element != NULL, NULL);

  DectOmmHandset *handset = dect_omm_system_add_handset (system);

  handset->uid = id_of (element, "uid");
  handset->ppn = id_of (element, "ppn");
  handset->number = dup_text (element, "num");
  handset->name = dup_text (element, "name");
  handset->additional_id = dup_text (element, "addId");
  handset->sip_user = dup_text (element, "sipAuthId");
  return handset;
}

/* A user and its device name each other by their ids; one of the two is enough. */
static DectOmmHandset *
find_user (DectOmmSystem *system, gint ppn, gint uid)
{
  for (guint i = 0; i < system->handsets->len; i++)
    {
      DectOmmHandset *handset = g_ptr_array_index (system->handsets, i);

      if (handset->ipei == NULL
          && ((uid != DECT_OMM_UNSET && handset->uid == uid)
              || (ppn != DECT_OMM_UNSET && handset->ppn == ppn)))
        return handset;
    }
  return NULL;
}

DectOmmHandset *
dect_axi_take_device (DectOmmSystem *system, const DectAxiElement *element)
{
  g_return_val_if_fail (system != NULL && element != NULL, NULL);

  const char *text = dect_axi_element_get (element, "ipei");
  gint ppn = id_of (element, "ppn");
  DectOmmHandset *handset = find_user (system, ppn, id_of (element, "uid"));
  DectIpei ipei;

  if (handset == NULL)
    handset = dect_omm_system_add_handset (system);
  handset->ppn = ppn;
  if (text != NULL && dect_ipei_parse (text, &ipei, NULL))
    handset->ipei = dect_ipei_to_string (&ipei);
  handset->subscribed = dect_axi_element_get_flag (element, "s");
  return handset;
}

/* --- Lists --------------------------------------------------------------------------------------
 */

typedef struct
{
  DectAxiSession *session;
  DectAxiProfile *profile;
  DectOmmSystem *system;
  DectAxiElement *versions; /* NULL = not told: everything may be asked for */
  GHashTable *rfps;         /* id -> DectOmmRfp */
  GHashTable *heard;        /* "FROM TO": relations that are in the system already */
  DectProgressFunc progress;
  gpointer data;
  GCancellable *cancellable;
} Reading;

/* One list: what to ask, what its records are called, and what is done with one. */
typedef struct
{
  const char *request;
  const char *record;
  const char *id; /* attribute of the request and of the records */
  gint first;
  guint maximum;
  void (*take) (Reading *self, const DectAxiElement *element);
} List;

static void
take_site (Reading *self, const DectAxiElement *element)
{
  gint id = dect_axi_element_get_int (element, "id");
  char *name = dup_text (element, "name");

  g_hash_table_replace (self->system->sites, g_strdup_printf ("%d", id),
                        name != NULL ? name : g_strdup (""));
}

static void
take_rfp (Reading *self, const DectAxiElement *element)
{
  DectOmmRfp *rfp = dect_axi_take_rfp (self->system, element, FALSE);

  if (rfp != NULL)
    g_hash_table_insert (self->rfps, GINT_TO_POINTER (rfp->id), rfp);
}

static void
take_quality (Reading *self, const DectAxiElement *element)
{
  DectOmmRfp *rfp = g_hash_table_lookup (
      self->rfps, GINT_TO_POINTER (dect_axi_element_get_int (element, "id")));

  if (rfp == NULL)
    return;
  rfp->strong = dect_axi_element_get_int (element, "strongRels");
  rfp->weak = dect_axi_element_get_int (element, "lowRels");
  rfp->best_rssi = dect_axi_element_get_int (element, "maxRSSI");
  rfp->worst_rssi = dect_axi_element_get_int (element, "minRSSI");
}

static void
take_user (Reading *self, const DectAxiElement *element)
{
  dect_axi_take_user (self->system, element);
}

static void
take_device (Reading *self, const DectAxiElement *element)
{
  dect_axi_take_device (self->system, element);
}

static const List list_sites = { "GetSite", "site", "id", 1, MAX_SITES, take_site };
static const List list_rfps = { "GetRFP", "rfp", "id", 0, MAX_RFPS, take_rfp };
static const List list_quality
    = { "GetRFPSyncQuality", "syncQuality", "id", 0, MAX_RFPS, take_quality };
static const List list_users = { "GetPPUser", "user", "uid", 1, MAX_HANDSETS, take_user };
static const List list_devices = { "GetPPDev", "pp", "ppn", 1, MAX_HANDSETS, take_device };

static void
tell (Reading *self, double fraction)
{
  if (self->progress != NULL)
    self->progress (_("Reading the OMM"), fraction, self->data);
}

static gboolean
is_known (Reading *self, const char *request)
{
  /* An answer that does not even list what every OMM has says nothing. */
  return self->versions == NULL || dect_axi_element_get (self->versions, "GetRFP") == NULL
         || dect_axi_element_get (self->versions, request) != NULL;
}

/* Whether an OMM may leave that unanswered, without the rest being of no use. */
static gboolean
may_lack (GError **error)
{
  if (*error != NULL && !dect_axi_error_is_link (*error)
      && !g_error_matches (*error, DECT_AXI_ERROR, DECT_AXI_ERROR_AUTH))
    g_clear_error (error);
  return *error == NULL;
}

static gboolean
refuse_list (const List *list, GError **error)
{
  g_set_error (
      error, DECT_AXI_ERROR, DECT_AXI_ERROR_PROTOCOL,
      _("The OMM's answer to %s makes no sense: its numbers do not grow, or it never ends."),
      list->request);
  return FALSE;
}

/* Takes one page. @next: where it starts; then where the next one does. */
static gboolean
take_page (Reading *self, const List *list, DectAxiElement *page, gint *next, GError **error)
{
  gint id = *next - 1;

  for (guint i = 0; i < page->children->len; i++)
    {
      DectAxiElement *record = g_ptr_array_index (page->children, i);
      gint own;

      if (!g_str_equal (record->name, list->record))
        continue;
      own = dect_axi_element_get_int (record, list->id);
      if (own <= id || own == G_MAXINT)
        return refuse_list (list, error);
      id = own;
      list->take (self, record);
    }
  *next = id + 1;
  return TRUE;
}

static gboolean
read_list (Reading *self, const List *list, GError **error)
{
  gint next = list->first;
  guint n_records = 0;

  if (!is_known (self, list->request))
    return TRUE;
  while (n_records <= list->maximum)
    {
      g_autoptr (DectAxiElement) request = dect_axi_element_new (list->request);
      g_autoptr (DectAxiElement) answer = NULL;
      g_autoptr (GError) why = NULL;
      gint start = next;

      dect_axi_element_set_int (request, list->id, next);
      dect_axi_element_set_int (request, "maxRecords", DECT_AXI_PAGE);
      if (list == &list_rfps)
        {
          dect_axi_element_set (request, "withDetails", "1");
          dect_axi_element_set (request, "withState", "1");
        }
      answer = dect_axi_session_call (self->session, request, self->cancellable, &why);
      if (g_error_matches (why, DECT_AXI_ERROR, DECT_AXI_ERROR_NOT_FOUND))
        return TRUE;
      if (answer == NULL)
        {
          g_propagate_error (error, g_steal_pointer (&why));
          return FALSE;
        }
      if (!take_page (self, list, answer, &next, error))
        return FALSE;
      /* A page without records ends the list, too. */
      if (next == start)
        return TRUE;
      n_records += answer->children->len;
    }
  return refuse_list (list, error);
}

/* As read_list(), for what the plan can do without. */
static gboolean
read_optional_list (Reading *self, const List *list, GError **error)
{
  g_autoptr (GError) why = NULL;

  if (read_list (self, list, &why) || may_lack (&why))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
}

/* Asks one question that an OMM may leave unanswered: then *answer is NULL. */
static gboolean
ask_optional (Reading *self, const char *request, DectAxiElement **answer, GError **error)
{
  g_autoptr (GError) why = NULL;

  *answer = is_known (self, request)
                ? dect_axi_session_ask (self->session, request, self->cancellable, &why)
                : NULL;
  if (*answer != NULL || may_lack (&why))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
}

/* --- The whole ----------------------------------------------------------------------------------
 */

static void
take_greeting (Reading *self)
{
  const DectAxiElement *greeting = dect_axi_session_get_greeting (self->session);
  g_autofree char *number = dup_text (greeting, "axiVersion");
  g_autofree char *specification = dup_text (greeting, "ommAxiSpecVersion");
  g_autofree char *protocol = dup_text (greeting, "protocolVersion");
  GString *text = g_string_new (specification != NULL ? specification : number);

  if (protocol != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", protocol " : "protocol ", protocol);
  self->system->version = dup_text (greeting, "ommVersion");
  self->system->interface = g_string_free (text, text->len == 0);
}

static gboolean
read_system (Reading *self, GError **error)
{
  g_autoptr (DectAxiElement) limits = NULL;
  g_autoptr (DectAxiElement) name = NULL;
  g_autoptr (DectAxiElement) park = NULL;
  const char *text = NULL;
  DectPark parsed;

  take_greeting (self);
  if (!ask_optional (self, "GetVersions", &self->versions, error)
      || !ask_optional (self, "Limits", &limits, error)
      || !ask_optional (self, "GetSystemName", &name, error)
      || !ask_optional (self, "GetPARK", &park, error))
    return FALSE;
  if (limits != NULL)
    {
      self->system->max_rfps = dect_axi_element_get_int (limits, "rfpNum");
      self->system->max_handsets = dect_axi_element_get_int (limits, "ppnNum");
    }
  if (name != NULL)
    self->system->name = dup_text (name, "name");
  text = park != NULL ? dect_axi_element_get (park, "park") : NULL;
  if (text != NULL && dect_park_parse (text, &parsed, NULL))
    self->system->park = dect_park_to_string (&parsed);
  return TRUE;
}

static void
take_heard (Reading *self, DectOmmRfp *rfp, const DectAxiElement *relation)
{
  DectOmmRfp *other = g_hash_table_lookup (
      self->rfps, GINT_TO_POINTER (dect_axi_element_get_int (relation, "id")));
  gboolean backward = g_str_equal (relation->name, "backward");
  DectOmmRfp *from, *to;
  DectOmmHeard *heard;

  if (other == NULL || other == rfp || (!backward && !g_str_equal (relation->name, "forward")))
    return;
  from = backward == self->profile->forward_heard ? other : rfp;
  to = from == rfp ? other : rfp;
  /* Each relation is told by both ends. */
  if (!g_hash_table_add (self->heard, g_strconcat (from->mac, " ", to->mac, NULL)))
    return;
  heard = dect_omm_system_add_heard (self->system, from->mac, to->mac);
  heard->rssi = dect_axi_element_get_int (relation, "rssi");
  heard->offset_ns = dect_axi_element_get_int (relation, "offset");
  heard->lost = dect_axi_element_get_flag (relation, "lost") == 1;
}

static gboolean
read_sync (Reading *self, GError **error)
{
  guint n_rfps = self->system->rfps->len;

  if (!is_known (self, "GetRFPSync"))
    return TRUE;
  for (guint i = 0; i < n_rfps; i++)
    {
      DectOmmRfp *rfp = g_ptr_array_index (self->system->rfps, i);
      g_autoptr (DectAxiElement) request = dect_axi_element_new ("GetRFPSync");
      g_autoptr (DectAxiElement) answer = NULL;
      g_autoptr (GError) why = NULL;

      tell (self, 0.3 + 0.3 * i / n_rfps);
      dect_axi_element_set_int (request, "id", rfp->id);
      answer = dect_axi_session_call (self->session, request, self->cancellable, &why);
      if (answer == NULL && !may_lack (&why))
        {
          g_propagate_error (error, g_steal_pointer (&why));
          return FALSE;
        }
      if (answer == NULL)
        continue;
      if (sync_of (answer) != DECT_OMM_SYNC_UNKNOWN)
        rfp->sync = sync_of (answer);
      for (guint j = 0; j < answer->children->len; j++)
        take_heard (self, rfp, g_ptr_array_index (answer->children, j));
    }
  return TRUE;
}

static gboolean
read_captured (Reading *self, GError **error)
{
  g_autoptr (DectAxiElement) answer = NULL;

  if (!ask_optional (self, "GetRFPCaptureList", &answer, error))
    return FALSE;
  for (guint i = 0; answer != NULL && i < answer->children->len; i++)
    {
      DectAxiElement *element = g_ptr_array_index (answer->children, i);

      if (g_str_equal (element->name, "rfp"))
        dect_axi_take_rfp (self->system, element, TRUE);
    }
  return TRUE;
}

static gboolean
read_all (Reading *self, GError **error)
{
  tell (self, 0.0);
  if (!read_system (self, error) || !read_optional_list (self, &list_sites, error))
    return FALSE;
  tell (self, 0.1);
  if (!read_list (self, &list_rfps, error) || !read_optional_list (self, &list_quality, error))
    return FALSE;
  tell (self, 0.3);
  if (!read_sync (self, error) || !read_captured (self, error))
    return FALSE;
  tell (self, 0.6);
  if (!read_list (self, &list_users, error))
    return FALSE;
  tell (self, 0.8);
  if (!read_list (self, &list_devices, error))
    return FALSE;
  tell (self, 1.0);
  return TRUE;
}

DectOmmSystem *
dect_axi_read (DectAxiSession *session,
               DectAxiProfile *profile,
               DectProgressFunc progress,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  g_return_val_if_fail (session != NULL && profile != NULL, NULL);

  Reading reading = { .session = session,
                      .profile = profile,
                      .system = dect_omm_system_new (DECT_OMM_ORIGIN_AXI),
                      .rfps = g_hash_table_new (NULL, NULL),
                      .heard = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                      .progress = progress,
                      .data = data,
                      .cancellable = cancellable };
  gboolean read;

  reading.system->units_per_metre = profile->units_per_metre;
  read = read_all (&reading, error);

  dect_axi_element_free (reading.versions);
  g_hash_table_unref (reading.rfps);
  g_hash_table_unref (reading.heard);
  if (!read)
    g_clear_pointer (&reading.system, dect_omm_system_free);
  return reading.system;
}
