/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Traffic: how many calls at a time a base station carries. Calls that find no free channel are
 * lost (Erlang B; A. K. Erlang, 1917): B(0, a) = 1, B(n, a) = a B(n - 1, a) / (n + a B(n - 1, a)).
 */

/** DECT_ERLANG_CHANNELS: calls at a time of a base station of unknown model: 8 of its 12 slot pairs
 * have media resources (Aastra SIP-DECT R1.8 manual, p. 10; facts 2.2) */
#define DECT_ERLANG_CHANNELS 8u

/**
 * DECT_ERLANG_HOTSPOT_CALLS, DECT_ERLANG_HOTSPOT_RFPS:
 *
 * Only about a quarter of the 120 channels of the band can be used at one spot, however many base
 * stations hang there: about 30 calls, carried by 4 (Mitel SIP-DECT Site Survey Kit 2015, p. 20;
 * facts 2.2). Information, not a limit.
 */
#define DECT_ERLANG_HOTSPOT_CALLS 30u
#define DECT_ERLANG_HOTSPOT_RFPS 4u

/**
 * dect_erlang_blocking:
 * @channels: calls at a time
 * @traffic_e: offered traffic, erlang; not finite or below 0 counts as 0
 *
 * Returns: share of calls that find no free channel, 0 to 1; 1 without channels, even without
 * traffic
 */
double dect_erlang_blocking (guint channels, double traffic_e);

/**
 * dect_erlang_capacity:
 * @channels: calls at a time
 * @blocking: share of calls that may find no free channel; not between 0 and 1 gives 0
 *
 * Returns: traffic that may be offered, erlang, to a relative 1e-9; 0 without channels
 */
double dect_erlang_capacity (guint channels, double blocking);

/**
 * dect_erlang_channels:
 * @channels: calls at a time that a model has in the catalogue, 0: not known
 * @reflective: whether it stands in a reflective environment (a hall of metal): then a call takes
 * two slots
 *
 * Returns: calls at a time that count
 */
guint dect_erlang_channels (guint channels, gboolean reflective);

G_END_DECLS
