/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DectHopLimit:
 * @id: stable word: "hipath"
 * @vendor: whose base stations it is about, untranslated: "Siemens HiPath Cordless IP"
 * @value: the figure as the vendor states it; 0: none is published
 * @unit: "hops", or "levels" where the root is level 1
 * @max_hops: links on the way from the root that it allows; %G_MAXUINT: no limit is known
 * @verified: whether the figure was read in the source
 * @source: where it stands
 *
 * How long a vendor lets a chain be. None is known for SIP-DECT itself; that of other vendors says
 * from where on others saw trouble, each hop adding jitter (Unify Cordless IP V2, p. 32).
 */
typedef struct
{
  const char *id;
  const char *vendor;
  guint value;
  const char *unit;
  guint max_hops;
  gboolean verified;
  const char *source;
} DectHopLimit;

/**
 * dect_hop_limit_list:
 * @n_limits: (out): how many
 *
 * The limits of data/chain/hop-limits.json, or of the user's own copy of it, completed by the
 * built-in ones. Read once, when first asked for, from any thread; lives as long as the program.
 *
 * Returns: (array length=n_limits) (transfer none): all limits, the lowest first, those without a
 * figure last
 */
const DectHopLimit *dect_hop_limit_list (guint *n_limits);

/**
 * dect_hop_limits_exceeded:
 * @hops: links on the way from the root to the farthest RFP, dect_chain_get_max_level()
 *
 * Returns: how many of the limits are exceeded; the first so many of dect_hop_limit_list()
 */
guint dect_hop_limits_exceeded (guint hops);

G_END_DECLS
