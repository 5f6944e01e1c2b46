/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "pbx/dect-pbx-error.h"

G_BEGIN_DECLS

/** DectPbxAuth: how the client says who it is. */
typedef enum
{
  DECT_PBX_AUTH_BASIC,
  DECT_PBX_AUTH_BEARER,
  DECT_PBX_AUTH_HEADER,
  DECT_PBX_AUTH_NONE,
} DectPbxAuth;

/** DectPbxTls: what makes a certificate good: the system's CAs, one CA file, or one public key.
 * There is no "ignore". */
typedef enum
{
  DECT_PBX_TLS_SYSTEM,
  DECT_PBX_TLS_CA,
  DECT_PBX_TLS_PIN,
} DectPbxTls;

/** DectPbxKeyMode: whether MAC and IPEI stand in addresses, or an opaque id must be found first. */
typedef enum
{
  DECT_PBX_KEY_NATURAL,
  DECT_PBX_KEY_LOOKUP,
} DectPbxKeyMode;

/** DectPbxConcurrency: how a change by somebody else is noticed. */
typedef enum
{
  DECT_PBX_CONCURRENCY_ETAG,
  DECT_PBX_CONCURRENCY_COMPARE,
  DECT_PBX_CONCURRENCY_NONE,
} DectPbxConcurrency;

/** DectPbxSync: whole document at once, record by record, or not at all (read-only). */
typedef enum
{
  DECT_PBX_SYNC_BULK,
  DECT_PBX_SYNC_ITEMS,
  DECT_PBX_SYNC_NONE,
} DectPbxSync;

/**
 * DectPbxLists:
 * @DECT_PBX_LISTS_INSIDE: base stations and handsets stand in the gateway document
 * @DECT_PBX_LISTS_APART: they have addresses of their own and are written one by one
 * @DECT_PBX_LISTS_WHOLE: the same, but the PBX takes each list only as a whole
 *
 * Where the lists of a gateway are; matters with sync=items.
 */
typedef enum
{
  DECT_PBX_LISTS_INSIDE,
  DECT_PBX_LISTS_APART,
  DECT_PBX_LISTS_WHOLE,
} DectPbxLists;

/** DectPbxSide: who does it: the PBX or the planner ("local", "client", "none"). */
typedef enum
{
  DECT_PBX_SIDE_SERVER,
  DECT_PBX_SIDE_CLIENT,
} DectPbxSide;

/** DectPbxPath: the addresses of a profile, relative to its base. DEVICE and later are those of the
 * read-only profiles. */
typedef enum
{
  DECT_PBX_PATH_INFO,
  DECT_PBX_PATH_GATEWAYS,
  DECT_PBX_PATH_GATEWAY,
  DECT_PBX_PATH_ACCESSPOINT,
  DECT_PBX_PATH_HANDSET,
  DECT_PBX_PATH_ACCESSPOINTS,
  DECT_PBX_PATH_HANDSETS,
  DECT_PBX_PATH_ACTION,
  DECT_PBX_PATH_JOB,
  DECT_PBX_PATH_EXPORT_RFP,
  DECT_PBX_PATH_EXPORT_HANDSET,
  DECT_PBX_PATH_DEVICE,
  DECT_PBX_PATH_IDENTITY,
  DECT_PBX_PATH_LOCATION,
  DECT_PBX_N_PATHS,
} DectPbxPath;

/**
 * DectPbxProfile:
 *
 * How one PBX is reached and what it can do: everything that may differ from one PBX to the next.
 * Immutable, boxed, counted atomically. Never holds a secret: the password is
 * #DECT_SECRETS_PBX_PASSWORD of the site's secrets.
 *
 * As a file: GKeyFile, UTF-8, groups [profile] [http] [auth] [tls] [features] [paths] [methods]
 * [json] [fields KIND] [limits] (facts of the contract, C9). A key that is left out has the value
 * of the contract's own profile; a key or group that is not known is refused, because a misspelt
 * one must not be passed over.
 */
typedef struct
{
  char *id; /* letters, digits, - and _; names the file */
  char *title;
  char *checklist; /* id for dect_pbx_checklist_new(); "" = none */
  gint contract;  /* 1 */
  char *base_url; /* ends with "/"; "" in a shipped profile that each site completes */
  gint connect_timeout_s;
  gint read_timeout_s;
  gint max_rps;
  gint allow_plain_http;
  gint auth; /* DectPbxAuth */
  char *username;
  char *auth_header;
  gint tls; /* DectPbxTls */
  char *ca_file;
  char *spki_sha256;             /* 64 lower-case hex digits, or "" */
  gint key_mode;                 /* DectPbxKeyMode */
  gint concurrency;              /* DectPbxConcurrency */
  gint sync;                     /* DectPbxSync */
  gint lists;                    /* DectPbxLists */
  gint dryrun;                   /* DectPbxSide */
  gint export_side;              /* DectPbxSide; CLIENT is spelt "local" */
  gint apply;                    /* DectPbxSide; CLIENT is spelt "none" */
  char *paths[DECT_PBX_N_PATHS]; /* "" = the PBX has no such address */
  char *create_method;
  char *update_method;
  char *delete_method;
  char *items_pointer;
  char *id_field;
  char *error_field; /* member whose value in a 200 answer tells an error; "" = none */
  gint mac_upper;     /* FALSE lower, TRUE upper */
  gint mac_separator; /* 0 none, 1 colon, 2 dash */
  gint bool_style;    /* 0 json, 1 ja_nein, 2 zero_one */
  gint max_accesspoints;
  gint max_handsets;
  char *firmware; /* ids that the PBX has, with semicolons between; "" = any */
  gint page_size; /* rows asked for at once; 0 = lists come whole */
  char *vendor_oui;

  /*< private >*/
  GHashTable *fields; /* "accesspoint/targetIp" -> their name */
  gatomicrefcount ref_count;
} DectPbxProfile;

#define DECT_TYPE_PBX_PROFILE (dect_pbx_profile_get_type ())
GType dect_pbx_profile_get_type (void) G_GNUC_CONST;

DectPbxProfile *dect_pbx_profile_ref (DectPbxProfile *self);
void dect_pbx_profile_unref (DectPbxProfile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPbxProfile, dect_pbx_profile_unref)

/** DECT_PBX_EMBEDDED_ID: id of the profile of the embedded PBX of this computer; no file has it */
#define DECT_PBX_EMBEDDED_ID "embedded"

/** DECT_PBX_PROFILE_MAX_BYTES: largest profile that is read */
#define DECT_PBX_PROFILE_MAX_BYTES (64 * 1024)

/**
 * dect_pbx_profile_parse:
 * @data: text of a profile
 * @length: its bytes
 * @error: return location, %DECT_PBX_ERROR_PROFILE; the message names group and key
 *
 * Refused are: unknown groups, keys and words; a base that is no http or https address, or holds a
 * user name, a query, a fragment or `..`; plain http to an address outside the own network, and to
 * any but the own machine without `allow_plain_http=true`; paths that are absolute, hold `..`, a
 * line break, a query, `%` or a placeholder that has no meaning there; mode `ca` without a file. A
 * pin may still be empty: then every connection is refused with the fingerprint that was seen.
 *
 * Returns: (transfer full): the profile
 */
DectPbxProfile *dect_pbx_profile_parse (const char *data, gsize length, GError **error);

/**
 * dect_pbx_profile_load:
 * @path_or_id: path of a file (it holds a "/" or ends with ".profile"), else the id of a profile of
 * the user's or of one that ships
 * @error: return location, %DECT_PBX_ERROR_PROFILE
 *
 * Blocks; any thread.
 *
 * Returns: (transfer full): the profile
 */
DectPbxProfile *dect_pbx_profile_load (const char *path_or_id, GError **error);

/** dect_pbx_profile_list: Returns: (transfer full) (array zero-terminated=1): ids of the user's and
 * the shipped profiles, sorted */
char **dect_pbx_profile_list (void);

/** dect_pbx_profile_dup_folder: Returns: (transfer full): the user's folder,
 * ~/.config/handover/profiles */
char *dect_pbx_profile_dup_folder (void);

/** dect_pbx_profile_to_text: Returns: (transfer full): all keys, the same text for the same
 * profile; dect_pbx_profile_parse() reads it */
char *dect_pbx_profile_to_text (DectPbxProfile *self);

/** dect_pbx_profile_save: writes ID.profile in the user's folder, atomically. Returns: whether it
 * is there */
gboolean dect_pbx_profile_save (DectPbxProfile *self, GError **error);

/** dect_pbx_profile_save_as: writes the profile where @path_or_id of dect_pbx_profile_load() led; one
 * that ships goes to the user's folder. Returns: (transfer full): the file's path */
char *
dect_pbx_profile_save_as (DectPbxProfile *self, const char *path_or_id, GError **error);

/**
 * dect_pbx_profile_with:
 * @self: a profile
 * @group: "http"
 * @key: "base_url"
 * @value: its new text
 * @error: return location, %DECT_PBX_ERROR_PROFILE
 *
 * Returns: (transfer full): the profile with one key changed
 */
DectPbxProfile *dect_pbx_profile_with (
    DectPbxProfile *self, const char *group, const char *key, const char *value, GError **error);

/**
 * DectPbxProfileType:
 * @DECT_PBX_PROFILE_TEXT: a line of text
 * @DECT_PBX_PROFILE_NUMBER: a whole number
 * @DECT_PBX_PROFILE_CHOICE: one of some words
 * @DECT_PBX_PROFILE_PATH: an address relative to base_url
 */
typedef enum
{
  DECT_PBX_PROFILE_TEXT,
  DECT_PBX_PROFILE_NUMBER,
  DECT_PBX_PROFILE_CHOICE,
  DECT_PBX_PROFILE_PATH,
} DectPbxProfileType;

/**
 * DectPbxProfileKey:
 * @group: "http"
 * @key: "base_url"
 * @type: what may stand there
 * @offset: of its member in #DectPbxProfile
 * @initial: value of the contract's own profile
 * @words: (nullable): of a choice: its words, by blanks, in the order of the values
 * @minimum: smallest number
 * @maximum: largest number
 * @placeholder: (nullable): of a path: what may stand there besides {gw}
 *
 * One key of a profile. The member names of [fields KIND] are no keys: see dect_pbx_profile_list_members().
 */
typedef struct
{
  const char *group;
  const char *key;
  DectPbxProfileType type;
  gsize offset;
  const char *initial;
  const char *words;
  gint minimum;
  gint maximum;
  const char *placeholder;
} DectPbxProfileKey;

/** dect_pbx_profile_list_keys: @n_keys: (out): their number. Returns: (transfer none) (array length=n_keys): all keys, in the order of a file */
const DectPbxProfileKey *dect_pbx_profile_list_keys (guint *n_keys);

/** dect_pbx_profile_to_key_file: Returns: (transfer full): all keys as texts, for editing: it may hold what is wrong */
GKeyFile *dect_pbx_profile_to_key_file (DectPbxProfile *self);

/**
 * dect_pbx_profile_from_key_file:
 * @file: an edited profile
 * @error: return location, %DECT_PBX_ERROR_PROFILE
 *
 * Returns: (transfer full): the profile
 */
DectPbxProfile *dect_pbx_profile_from_key_file (GKeyFile *file, GError **error);

/**
 * dect_pbx_profile_with_values:
 * @self: a profile
 * @error: return location, %DECT_PBX_ERROR_PROFILE
 * @group: (nullable): "http"; then its key and value, then the next group, key and value, ended by
 *   %NULL
 *
 * Several keys that must change together, an address and its kind of trust, say.
 *
 * Returns: (transfer full): the profile with these keys changed
 */
DectPbxProfile *dect_pbx_profile_with_values (DectPbxProfile *self,
                                              GError **error,
                                              const char *group,
                                              ...) G_GNUC_NULL_TERMINATED;

/** dect_pbx_profile_with_pin: Returns: (transfer full): the profile that trusts one public key only
 * (first contact, or a changed key that the person accepted) */
DectPbxProfile *
dect_pbx_profile_with_pin (DectPbxProfile *self, const char *spki_sha256, GError **error);

/** dect_pbx_profile_dup_value: Returns: (transfer full) (nullable): text of a key as it stands in the
 * file, for an editor; %NULL when there is no such key */
char *dect_pbx_profile_dup_value (DectPbxProfile *self, const char *group, const char *key);

/** dect_pbx_profile_delete: deletes one of the user's own; a shipped one of that id shows again */
gboolean dect_pbx_profile_delete (const char *id, GError **error);

/** dect_pbx_profile_is_shipped: Returns: whether that id stands for a shipped profile and the user
 * has none of that id */
gboolean dect_pbx_profile_is_shipped (const char *id);

/** dect_pbx_profile_get_field: @kind: "gateway", "accesspoint", "handset", "user", "location",
 * "device". Returns: (transfer none): what the PBX calls a member: its own name where nothing is
 * said, "" where it has no such member */
const char *
dect_pbx_profile_get_field (DectPbxProfile *self, const char *kind, const char *member);

/** dect_pbx_profile_is_loopback: Returns: whether it leads to this machine, by its name or address
 */
gboolean dect_pbx_profile_is_loopback (DectPbxProfile *self);

/** dect_pbx_profile_get_label: Returns: (transfer none): the title as a person reads it; that of a
 * shipped profile is translated */
const char *dect_pbx_profile_get_label (DectPbxProfile *self);

/** dect_pbx_profile_is_plain: Returns: whether it goes over plain http, unprotected */
gboolean dect_pbx_profile_is_plain (DectPbxProfile *self);

/**
 * dect_pbx_profile_dup_url:
 * @self: a profile
 * @path: which address
 * @gateway: (nullable): MAC of the gateway as the contract spells it, for {gw}
 * @key: (nullable): MAC, IPEI or job id, for {ap}, {ipei}, {id}
 * @error: return location, %DECT_PBX_ERROR_NOT_SUPPORTED (no such address), %DECT_PBX_ERROR_PROFILE
 * (no base yet)
 *
 * MACs are spelt as the profile says, everything is percent-encoded (`*` of an IPEI is %2A).
 *
 * Returns: (transfer full): the absolute address
 */
char *dect_pbx_profile_dup_url (
    DectPbxProfile *self, DectPbxPath path, const char *gateway, const char *key, GError **error);

G_END_DECLS
