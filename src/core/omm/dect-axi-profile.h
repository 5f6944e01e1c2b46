/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "omm/dect-axi-error.h"

G_BEGIN_DECLS

/** DECT_AXI_PORT_TLS: port of the AXI over TLS (facts/omm.md section 10) */
#define DECT_AXI_PORT_TLS 12622
/** DECT_AXI_PORT_PLAIN: port of the AXI without protection */
#define DECT_AXI_PORT_PLAIN 12621

/** DECT_AXI_PROFILE_MAX_BYTES: largest profile that is read */
#define DECT_AXI_PROFILE_MAX_BYTES (16 * 1024)

/**
 * DectAxiProfile:
 * @host: name or address of the OMM; "" in a profile that is not complete
 * @port: its port
 * @tls: whether the link is protected; without it the password is readable on the way, so it stays in the own network
 * @pin: SHA-256 of its public key, 64 lower-case hex digits; "" = not known yet: then nothing is said to it
 * @allow_old_tls: also take TLS 1.0 and 1.1, which no other link of the planner does; old releases have nothing newer. Of use only
 *   with the pinned key, which every TLS link to an OMM needs
 * @user: user at the OMM
 * @timeout_s: how long an answer may take
 * @units_per_metre: what x and y count on the OMM's drawing: the manuals give them no unit; 0 = neither written nor compared
 * @forward_heard: of the two lists of GetRFPSync, whether `forward` has those that hear the base station, and `backward` those that it
 *   hears; no source says which way round it is
 *
 * How one OMM is reached. Immutable, boxed, counted atomically. Never holds a secret: the password is
 * #DECT_SECRETS_OMM_PASSWORD of the site's secrets.
 *
 * As a file: GKeyFile, UTF-8, groups [omm] (host, port, tls, pin, allow_old_tls, user, timeout) and [axi] (units_per_metre, forward =
 * hears or heard). What is left out has its default; what is not known is refused, because a misspelt key must not be passed over.
 */
typedef struct
{
  char    *host;
  guint    port;
  gboolean tls;
  char    *pin;
  gboolean allow_old_tls;
  char    *user;
  guint    timeout_s;
  guint    units_per_metre;
  gboolean forward_heard;

  /*< private >*/
  gatomicrefcount ref_count;
} DectAxiProfile;

#define DECT_TYPE_AXI_PROFILE (dect_axi_profile_get_type ())
GType dect_axi_profile_get_type (void) G_GNUC_CONST;

DectAxiProfile *dect_axi_profile_ref   (DectAxiProfile *self);
void            dect_axi_profile_unref (DectAxiProfile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectAxiProfile, dect_axi_profile_unref)

/**
 * dect_axi_profile_parse:
 * @data: text of a profile
 * @length: its bytes
 * @error: return location, %DECT_AXI_ERROR_PROFILE; names group and key
 *
 * Returns: (transfer full): the profile
 */
DectAxiProfile *dect_axi_profile_parse (const char *data,
                                        gsize       length,
                                        GError    **error);

/**
 * dect_axi_profile_new:
 * @host: name or address
 * @user: (nullable): %NULL = "omm"
 *
 * Returns: (transfer full): a profile for TLS, its key not known yet
 */
DectAxiProfile *dect_axi_profile_new (const char *host,
                                      const char *user);

/**
 * dect_axi_profile_with:
 * @self: a profile
 * @group: "omm"
 * @key: "pin"
 * @value: its new text
 * @error: return location, %DECT_AXI_ERROR_PROFILE
 *
 * Returns: (transfer full): the profile with one key changed
 */
DectAxiProfile *dect_axi_profile_with (DectAxiProfile *self,
                                       const char     *group,
                                       const char     *key,
                                       const char     *value,
                                       GError        **error);

/** dect_axi_profile_to_text: Returns: (transfer full): all keys; the same text for the same profile */
char *dect_axi_profile_to_text (DectAxiProfile *self);

/**
 * dect_axi_profile_load:
 * @path_or_id: path of a file (it holds a "/" or ends with ".omm"), else an id in the user's folder: the window's profile of a site
 *   has the site's uuid
 * @error: return location, %DECT_AXI_ERROR_PROFILE
 *
 * Blocks; any thread.
 *
 * Returns: (transfer full): the profile
 */
DectAxiProfile *dect_axi_profile_load (const char *path_or_id,
                                       GError    **error);

/** dect_axi_profile_save: writes the profile where @path_or_id of dect_axi_profile_load() leads, mode 0600. Returns: whether it is
 * written */
gboolean dect_axi_profile_save (DectAxiProfile *self,
                                const char     *path_or_id,
                                GError        **error);

G_END_DECLS
