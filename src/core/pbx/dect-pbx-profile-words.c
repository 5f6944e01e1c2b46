/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-profile-edit.h"

#include <glib/gi18n-lib.h>

/* What each key is called where a person edits a profile. A test compares this with the table of
 * keys. */
static const struct
{
  const char *place;
  DectPbxKeyWords words;
} key_words[] = {
  { "profile/id",
    { N_("Identifier"),
      N_("Names the file of the profile, and what commands call it."),
      { NULL } } },
  { "profile/title", { N_("Name"), NULL, { NULL } } },
  { "profile/checklist",
    { N_("Checklist"),
      N_("What to click at a PBX that is only read: the id of a list that ships, or of your own."),
      { NULL } } },
  { "profile/contract",
    { N_("Contract"), N_("Version of the interface; there is only 1."), { NULL } } },
  { "http/base_url",
    { N_("Address"),
      N_("https://server/instance/services/, as the PBX’s own page shows it."),
      { NULL } } },
  { "http/connect_timeout", { N_("Longest wait for a connection, in seconds"), NULL, { NULL } } },
  { "http/read_timeout", { N_("Longest wait for an answer, in seconds"), NULL, { NULL } } },
  { "http/max_rps",
    { N_("Most requests in a second"),
      N_("Where records are sent one by one; some PBXs refuse to be hurried."),
      { NULL } } },
  { "http/allow_plain_http",
    { N_("Allow plain http"),
      N_("Passwords can then be read on the way. Only inside your own network, never on the "
          "internet."),
      { N_("No"), N_("Yes") } } },
  { "auth/method",
    { N_("Login"),
      NULL,
      { N_("User and password (Basic)"), N_("Token (Bearer)"), N_("Key in a header"),
        N_("None") } } },
  { "auth/username",
    { N_("User"), N_("pascom’s own user for this interface is “moby”."), { NULL } } },
  { "auth/header", { N_("Name of the header with the key"), NULL, { NULL } } },
  { "tls/mode",
    { N_("Which certificate is trusted"),
      N_("A self-signed one is trusted by its key, after you compared it."),
      { N_("One from a public authority"), N_("One from the authority in a file"),
        N_("One with a certain key") } } },
  { "tls/ca_file", { N_("File of the authority’s certificate (PEM)"), NULL, { NULL } } },
  { "tls/spki_sha256",
    { N_("Fingerprint of the key"),
      N_("64 hexadecimal digits (SHA-256 of the public key). Left empty, the first connection "
          "shows it for comparison."),
      { NULL } } },
  { "features/key_mode",
    { N_("How records are addressed"),
      NULL,
      { N_("By MAC and IPEI"), N_("By an id of the PBX, looked up first") } } },
  { "features/concurrency",
    { N_("How changes by others are noticed"),
      NULL,
      { N_("By ETag"), N_("By reading again and comparing"), N_("Not at all") } } },
  { "features/sync",
    { N_("How the site is sent"),
      NULL,
      { N_("All at once, or nothing"), N_("Record by record"),
        N_("Not at all: this PBX is only read") } } },
  { "features/lists",
    { N_("Where its lists are"),
      N_("Matters when records are sent one by one."),
      { N_("In the gateway’s document"), N_("Apart, written one by one"),
        N_("Apart, written as a whole") } } },
  { "features/dryrun",
    { N_("Who works out the difference"), NULL, { N_("The PBX"), N_("Handover") } } },
  { "features/export",
    { N_("Who writes the OMM files"), NULL, { N_("The PBX"), N_("Handover") } } },
  { "features/apply",
    { N_("Changes are applied by a job of the PBX"), NULL, { N_("Yes"), N_("No") } } },
  { "paths/info", { N_("What the PBX can do"), NULL, { NULL } } },
  { "paths/gateways", { N_("List of gateways"), NULL, { NULL } } },
  { "paths/gateway", { N_("One gateway"), NULL, { NULL } } },
  { "paths/accesspoint", { N_("One base station"), NULL, { NULL } } },
  { "paths/handset", { N_("One handset"), NULL, { NULL } } },
  { "paths/accesspoints", { N_("List of base stations"), NULL, { NULL } } },
  { "paths/handsets", { N_("List of handsets"), NULL, { NULL } } },
  { "paths/action", { N_("Actions of a gateway"), NULL, { NULL } } },
  { "paths/job", { N_("State of a job"), NULL, { NULL } } },
  { "paths/export_rfp", { N_("OMM file of the base stations"), NULL, { NULL } } },
  { "paths/export_handset", { N_("OMM file of the handsets"), NULL, { NULL } } },
  { "paths/device", { N_("List of devices, read only"), NULL, { NULL } } },
  { "paths/identity", { N_("List of users, read only"), NULL, { NULL } } },
  { "paths/location", { N_("List of locations, read only"), NULL, { NULL } } },
  { "methods/create", { N_("Method that creates"), NULL, { NULL } } },
  { "methods/update", { N_("Method that changes"), NULL, { NULL } } },
  { "methods/delete", { N_("Method that deletes"), NULL, { NULL } } },
  { "json/items_pointer",
    { N_("Where the list stands in an answer"),
      N_("A JSON pointer such as /items; empty where the answer is the list."),
      { NULL } } },
  { "json/id_field", { N_("Member with the PBX’s own id"), NULL, { NULL } } },
  { "json/error_field",
    { N_("Member that tells an error"),
      N_("Of a PBX that answers “OK” and means no; empty for others."),
      { NULL } } },
  { "json/mac_case", { N_("Letters of a MAC"), NULL, { N_("0a:1b"), N_("0A:1B") } } },
  { "json/mac_separator",
    { N_("Between the bytes of a MAC"), NULL, { N_("nothing"), N_("colon"), N_("dash") } } },
  { "json/bool_style",
    { N_("How yes and no are written"),
      NULL,
      { N_("true, false"), N_("ja, nein"), N_("1, 0") } } },
  { "limits/max_accesspoints", { N_("Most base stations of a gateway"), NULL, { NULL } } },
  { "limits/max_handsets", { N_("Most handsets of a gateway"), NULL, { NULL } } },
  { "limits/firmware",
    { N_("Firmware that the PBX has"),
      N_("Names with semicolons between; empty where any is taken."),
      { NULL } } },
  { "limits/page_size",
    { N_("Rows asked for at once"), N_("0 where lists come whole."), { NULL } } },
  { "limits/vendor_oui",
    { N_("Vendor parts of accepted MAC addresses"),
      N_("Six digits each, with a semicolon behind."),
      { NULL } } },
};

static const struct
{
  const char *group;
  const char *title;
} groups[] = {
  { "profile", N_("Profile") },
  { "http", N_("Connection") },
  { "auth", N_("Login") },
  { "tls", N_("Security") },
  { "features", N_("What the PBX can do") },
  { "paths", N_("Paths, relative to the address") },
  { "methods", N_("HTTP methods") },
  { "json", N_("How values are written") },
  { "limits", N_("Limits") },
  { "fields gateway", N_("Member names of a gateway") },
  { "fields accesspoint", N_("Member names of a base station") },
  { "fields handset", N_("Member names of a handset") },
  { "fields user", N_("Member names of a user, read only") },
  { "fields location", N_("Member names of a location, read only") },
  { "fields device", N_("Member names of a device, read only") },
};

const DectPbxKeyWords *
dect_pbx_profile_key_words (const char *group, const char *key)
{
  g_autofree char *place = NULL;

  g_return_val_if_fail (group != NULL && key != NULL, NULL);

  place = g_strconcat (group, "/", key, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (key_words); i++)
    if (g_str_equal (key_words[i].place, place))
      return &key_words[i].words;
  return NULL;
}

const char *
dect_pbx_profile_group_title (const char *group)
{
  g_return_val_if_fail (group != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (g_str_equal (groups[i].group, group))
      return _(groups[i].title);
  return NULL;
}

/* Section B of the facts on the PBX: what its vendor has not published is said, not guessed. */
const char *
dect_pbx_profile_get_known (DectPbxProfile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->sync == DECT_PBX_SYNC_NONE)
    return _("pascom and mobydick have not published any call of their REST interface that "
              "creates, changes or "
              "deletes a DECT gateway, a base station or a handset, or that gives out the files "
              "for the OMM. So "
              "Handover only reads from this PBX: users, locations and devices. It writes the OMM "
              "files itself and "
              "shows what to click. Each system describes its own interface at …/services/apidoc/; "
              "nothing here was "
              "tried against a live one.");
  return _("For a PBX, or a gateway service beside one, that speaks Handover’s own interface, the "
            "“DECT planner "
            "contract 1”. A stock pascom or mobydick does not: nothing of the kind is published. "
            "Choose its read-only "
            "profile there.");
}
